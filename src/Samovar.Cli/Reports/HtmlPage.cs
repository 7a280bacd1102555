using System.Security.Cryptography;
using System.Text;

namespace Samovar.Cli.Reports;

/// <summary>A whole page that loads nothing: its style and its script are inside, and the browser is told to refuse everything else.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its content, as markup.</param>
internal sealed record HtmlPage(string Title, string Body)
{
    /// <summary>Its script, or null for none.</summary>
    internal string? Script { get; init; }

    /// <summary>Further rules of style, such as those of a chart library.</summary>
    internal string Style { get; init; } = string.Empty;

    /// <summary>True if the page may listen to the address that it came from, and to no other.</summary>
    internal bool Listens { get; init; }

    /// <summary>What the browser may do for this page: use the style and the script whose digests are named, and pictures inside the page.</summary>
    internal string Policy =>
        $"default-src 'none'; img-src data:; style-src '{Digest(Sheet)}'; script-src {(Script is null ? "'none'" : $"'{Digest(Script)}'")}; "
        + $"{(Listens ? "connect-src 'self'; " : string.Empty)}base-uri 'none'; form-action 'none'";

    private string Sheet => ReportStyle.Sheet + Style;

    /// <summary>The page as text.</summary>
    internal string Html()
    {
        string script = Script is null ? string.Empty : $"<script>{Script}</script>";
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><meta name=\"referrer\" content=\"no-referrer\"><link rel=\"icon\" href=\"data:,\">"
            + $"<title>{Markup.Text(Title)}</title><style>{Sheet}</style></head>\n<body><main>{Body}</main>{script}</body></html>\n";
    }

    private static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
