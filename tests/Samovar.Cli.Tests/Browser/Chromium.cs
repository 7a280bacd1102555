using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Samovar.Cli.Tests.Browser;

/// <summary>A real browser without a window, led by the Chrome DevTools protocol over its own socket.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource late = new(Patience);
    private int calls;

    private Chromium(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Path of an installed browser, or null.</summary>
    internal static string? Installed { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>What the pages complained about: errors of scripts and of the console, refused loads among them.</summary>
    internal List<string> Complaints { get; } = [];

    /// <summary>Every address that was asked for, except those inside the page.</summary>
    internal List<string> Requests { get; } = [];

    /// <summary>Starts the browser with an empty page.</summary>
    internal static async Task<Chromium> Start()
    {
        string own = Directory.CreateTempSubdirectory("samovar-chromium-").FullName;
        string[] words =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={own}", "about:blank",
        ];
        ProcessStartInfo start = new(Installed!, words) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        Process started = Process.Start(start)!;
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        Chromium browser = new(started, own);
        await browser.Connect();
        return browser;
    }

    /// <summary>Sets the size of the page, in pixels of the page.</summary>
    internal Task Resize(int width, int height) =>
        Call("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = width < 500 });

    /// <summary>Opens an address and waits until it has loaded.</summary>
    internal async Task Open(string address)
    {
        await Call("Page.navigate", new { url = address });
        await Until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>The value of an expression in the page.</summary>
    internal async Task<JsonElement> Value(string expression)
    {
        JsonElement answer = await Call("Runtime.evaluate", new { expression, returnByValue = true });
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>The value of an expression as a number.</summary>
    internal async Task<double> Number(string expression) => (await Value(expression)).GetDouble();

    /// <summary>Waits until an expression is true.</summary>
    internal async Task Until(string expression)
    {
        while ((await Value(expression)).ValueKind != JsonValueKind.True)
        {
            Assert.False(late.IsCancellationRequested, $"The page did not come to: {expression}");
            await Task.Delay(100, late.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        late.Dispose();
        for (int trial = 0; trial < 20 && Directory.Exists(profile); trial++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                // The last of its processes may still be writing.
                await Task.Delay(100);
            }
        }
    }

    private async Task Connect()
    {
        string portFile = Path.Combine(profile, "DevToolsActivePort");
        while (!File.Exists(portFile) || (await File.ReadAllLinesAsync(portFile, late.Token)).Length < 2)
        {
            await Task.Delay(50, late.Token);
        }

        string port = (await File.ReadAllLinesAsync(portFile, late.Token))[0];
        using HttpClient client = new();
        JsonElement[] pages = (await client.GetFromJsonAsync<JsonElement[]>(new Uri($"http://127.0.0.1:{port}/json"), late.Token))!;
        string address = pages.First(page => page.GetProperty("type").GetString() == "page").GetProperty("webSocketDebuggerUrl").GetString()!;
        await socket.ConnectAsync(new Uri(address), late.Token);
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await Call($"{domain}.enable", new { });
        }
    }

    /// <summary>Calls a method of the protocol, and takes note of all events until its answer comes.</summary>
    private async Task<JsonElement> Call(string method, object parameters)
    {
        int id = ++calls;
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, late.Token);
        while (true)
        {
            JsonElement message = await Receive();
            if (message.TryGetProperty("id", out JsonElement answered) && answered.GetInt32() == id)
            {
                Assert.True(message.TryGetProperty("result", out JsonElement result), $"{method}: {message}");
                return result;
            }

            Note(message);
        }
    }

    private async Task<JsonElement> Receive()
    {
        using MemoryStream text = new();
        byte[] buffer = new byte[65_536];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, late.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(text.ToArray()));
        return document.RootElement.Clone();
    }

    private void Note(JsonElement message)
    {
        if (!message.TryGetProperty("method", out JsonElement method))
        {
            return;
        }

        JsonElement told = message.GetProperty("params");
        switch (method.GetString())
        {
            case "Runtime.exceptionThrown":
                Complaints.Add(told.GetProperty("exceptionDetails").ToString());
                break;
            case "Log.entryAdded" when told.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning":
                Complaints.Add(told.GetProperty("entry").GetProperty("text").GetString()!);
                break;
            case "Runtime.consoleAPICalled" when told.GetProperty("type").GetString() is "error" or "warning":
                Complaints.Add(told.GetProperty("args").ToString());
                break;
            case "Network.requestWillBeSent" when told.GetProperty("request").GetProperty("url").GetString() is { } url && !url.StartsWith("data:", StringComparison.Ordinal):
                Requests.Add(url);
                break;
        }
    }
}
