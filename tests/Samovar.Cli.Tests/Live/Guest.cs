using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Samovar.Cli.Tests.Live;

/// <summary>A browser as far as the wire goes: says exactly what a test wants said.</summary>
internal sealed class Guest : IDisposable
{
    private const int Threads = 32;

    private readonly TcpClient client = new();
    private readonly StringBuilder heard = new();

    /// <summary>Guests wait on threads of the same pool that the server answers on; a command has no guests in its own process.</summary>
    static Guest() => ThreadPool.SetMinThreads(Threads, Threads);

    internal Guest(string address)
    {
        Uri uri = new(address);
        Port = uri.Port;
        client.Connect(IPAddress.Loopback, Port);
        client.ReceiveTimeout = 20_000;
    }

    internal int Port { get; }

    /// <summary>Sends a request and returns all of the answer.</summary>
    internal string Ask(string path, string? host = null, string more = "", string method = "GET")
    {
        Send($"{method} {path} HTTP/1.1\r\nHost: {host ?? $"127.0.0.1:{Port}"}\r\n{more}\r\n");
        return Rest();
    }

    internal void Send(string text) => client.GetStream().Write(Encoding.ASCII.GetBytes(text));

    /// <summary>Everything until the server hangs up.</summary>
    internal string Rest()
    {
        using StreamReader reader = new(client.GetStream(), Encoding.UTF8, leaveOpen: true);
        return heard + reader.ReadToEnd();
    }

    /// <summary>What comes up to a text; the rest is kept.</summary>
    internal string Until(string text)
    {
        byte[] buffer = new byte[4_096];
        int end;
        while ((end = heard.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            int read = client.GetStream().Read(buffer);
            Assert.True(read > 0, $"The server hung up before it said '{text}'.");
            heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        string seen = heard.ToString(0, end + text.Length);
        heard.Remove(0, seen.Length);
        return seen;
    }

    public void Dispose() => client.Dispose();
}
