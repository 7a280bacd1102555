using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Live;

/// <summary>Serves one page and its news to browsers on this machine, and nothing else. See docs/decisions/0015-a-small-server.md.</summary>
internal sealed class LiveServer : IDisposable
{
    private const int LargestHead = 8_192;
    private const int MostGuests = 32;

    private static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(0.7);

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim seats = new(MostGuests);
    private readonly List<Task> guests = [];
    private readonly string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private Func<string> page = () => string.Empty;
    private Task accepting = Task.CompletedTask;

    private LiveServer(TcpListener listener) => this.listener = listener;

    /// <summary>What is told to watchers.</summary>
    internal LiveFeed Feed { get; } = new();

    /// <summary>Where the page is; whoever knows this address may watch.</summary>
    internal string Address => $"http://127.0.0.1:{Port}/{token}/";

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Takes a port of this machine, reachable from this machine alone.</summary>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <param name="problems">Takes why it cannot be had.</param>
    /// <returns>A server that does not answer yet, or null.</returns>
    internal static LiveServer? Open(int port, Problems problems)
    {
        TcpListener own = new(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            own.Start();
            return new LiveServer(own);
        }
        catch (SocketException exception)
        {
            own.Dispose();
            string reason = exception.SocketErrorCode == SocketError.AddressAlreadyInUse ? "another program uses it" : exception.Message.TrimEnd('.');
            problems.Add($"--watch-port is {port}, and that port cannot be had: {reason}. Choose another, or leave the option out: then any free port is taken.");
            return null;
        }
    }

    /// <summary>Begins to answer.</summary>
    /// <param name="makePage">Makes the page whenever somebody asks.</param>
    internal void Start(Func<string> makePage)
    {
        page = makePage;
        accepting = Task.Run(Accept);
    }

    /// <summary>Says goodbye: news that were sent are delivered to whoever reads them at once, everybody else is cut off.</summary>
    public void Dispose()
    {
        Feed.End();
        listener.Stop();
        Task[] present;
        lock (guests)
        {
            present = [.. guests];
        }

        Task.WaitAll(present, Farewell);
        stop.Cancel();
        Task.WaitAll([accepting, .. present], Farewell);
        listener.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await seats.WaitAsync(stop.Token);
                TcpClient guest = await listener.AcceptTcpClientAsync(stop.Token);
                lock (guests)
                {
                    guests.RemoveAll(task => task.IsCompleted);
                    guests.Add(Task.Run(() => Receive(guest)));
                }
            }
            catch (SocketException) when (listener.Server.IsBound)
            {
                // A connection that broke before it was accepted concerns nobody.
                seats.Release();
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task Receive(TcpClient guest)
    {
        try
        {
            using (guest)
            {
                NetworkStream stream = guest.GetStream();
                await Answer(stream, await ReadHead(stream));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A browser that is closed in the middle of a page is nothing to complain about.
        }
        finally
        {
            seats.Release();
        }
    }

    private async Task<RequestHead?> ReadHead(NetworkStream stream)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        late.CancelAfter(HeadTime);
        byte[] buffer = new byte[LargestHead];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), late.Token);
            length += read;
            int end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return RequestHead.Parse(Encoding.Latin1.GetString(buffer, 0, end + 2));
            }

            if (read == 0)
            {
                break;
            }
        }

        return null;
    }

    private async Task Answer(NetworkStream stream, RequestHead? head)
    {
        string? refusal = head is null ? "400 Bad Request" : head.Refusal(Port, token);
        string place = refusal is null ? head!.Path[(token.Length + 1)..] : string.Empty;
        if (place == "/events")
        {
            await Tell(stream);
            return;
        }

        bool found = place == "/";
        byte[] body = Encoding.UTF8.GetBytes(found ? page() : $"{refusal ?? "404 Not Found"}\n");
        string status = refusal ?? (found ? "200 OK" : "404 Not Found");
        string type = found ? "text/html" : "text/plain";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head(status, type)}Content-Length: {body.Length}\r\n\r\n"), stop.Token);
        await stream.WriteAsync(body, stop.Token);
    }

    private async Task Tell(NetworkStream stream)
    {
        LiveWatcher watcher = Feed.Watch();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head("200 OK", "text/event-stream")}\r\n"), stop.Token);
            await foreach (byte[] frame in watcher.Read(stop.Token))
            {
                await stream.WriteAsync(frame, stop.Token);
            }
        }
        finally
        {
            Feed.Leave(watcher);
        }
    }

    private static string Head(string status, string type) =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}; charset=utf-8\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        + "Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\nContent-Security-Policy: frame-ancestors 'none'\r\n";
}
