using System.Security.Cryptography;
using System.Text;

namespace Samovar.Cli.Live;

/// <summary>The head of a request, as far as it matters here.</summary>
/// <param name="Method">Its method, such as GET.</param>
/// <param name="Path">Its path, without what follows a question mark.</param>
/// <param name="Fields">Its header fields; names in lower case.</param>
internal sealed record RequestHead(string Method, string Path, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Reads a head; null for anything that is none.</summary>
    /// <param name="text">All lines up to the empty one.</param>
    internal static RequestHead? Parse(string text)
    {
        string[] lines = text.Split("\r\n");
        if (lines[0].Split(' ') is not [string method, string target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return null;
        }

        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in lines.Skip(1).TakeWhile(line => line.Length > 0))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            // A field given twice could mean one thing here and another to whoever passed the request on.
            if (colon <= 0 || !fields.TryAdd(line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim()))
            {
                return null;
            }
        }

        return new RequestHead(method, target.Split('?')[0], fields);
    }

    /// <summary>Why a request is turned away, as a status line, or null if it may pass.</summary>
    /// <param name="port">Port that the server listens on.</param>
    /// <param name="token">Secret first part of every path.</param>
    internal string? Refusal(int port, string token)
    {
        // A name that an attacker points to this machine arrives in Host; a page of another origin names itself in Origin.
        string[] hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];
        string? origin = Fields.GetValueOrDefault("origin");
        bool isLocal = hosts.Contains(Fields.GetValueOrDefault("host"), StringComparer.Ordinal)
            && (origin is null || hosts.Contains(origin.StartsWith("http://", StringComparison.Ordinal) ? origin[7..] : origin, StringComparer.Ordinal));
        string given = Path.Split('/') is ["", string first, ..] ? first : string.Empty;
        bool isInvited = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
        return !isLocal || !isInvited ? "403 Forbidden"
            : Method != "GET" ? "405 Method Not Allowed"
            : null;
    }
}
