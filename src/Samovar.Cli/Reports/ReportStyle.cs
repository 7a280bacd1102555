namespace Samovar.Cli.Reports;

/// <summary>The page's style sheet: one column that grows into two, light and dark, colours by role.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    internal const string Sheet = """
        :root{--page:#f7f5f2;--card:#fff;--ink:#1f1d1a;--soft:#6d6862;--line:#e6e1da;--draws:#c8501e;--exact:#2f6da8;--density:#8296ab;
        --green:#2d7d46;--amber:#a66a00;--red:#b3261e;color-scheme:light dark}
        @media(prefers-color-scheme:dark){:root{--page:#141312;--card:#1d1c1a;--ink:#ece8e2;--soft:#a39d94;--line:#33302c;--draws:#f2905f;
        --exact:#7db4ea;--density:#5d7186;--green:#6cc58a;--amber:#e5b45a;--red:#f28b82}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        main{max-width:1060px;margin:0 auto;padding:28px 18px 56px}
        h1{font-size:1.9rem;line-height:1.2;margin:0;letter-spacing:-.02em;overflow-wrap:anywhere}
        h1 span{color:var(--soft);font-weight:400}
        h2{font-size:1.15rem;margin:40px 0 4px;letter-spacing:-.01em}
        h3{font-size:.95rem;font-weight:600;margin:0 0 6px}
        p{margin:6px 0 12px;max-width:72ch}
        .soft{color:var(--soft)}
        .note{color:var(--soft);font-size:.875rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px;min-width:0}
        .grid{display:grid;gap:14px;grid-template-columns:repeat(auto-fill,minmax(min(100%,380px),1fr));margin-top:12px}
        .tiles{display:grid;gap:10px;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin-top:14px}
        .tile b{display:block;font-size:1.3rem;font-weight:600;letter-spacing:-.01em}
        .tile span{color:var(--soft);font-size:.85rem}
        .verdict{margin-top:20px;border-left:6px solid var(--level)}
        .verdict>strong{color:var(--level);font-size:1.1rem}
        .verdict ul{list-style:none;margin:10px 0 0;padding:0}
        .verdict li{padding:8px 0;border-top:1px solid var(--line)}
        .green{--level:var(--green)}.amber{--level:var(--amber)}.red{--level:var(--red)}
        .dot{display:inline-block;width:.62em;height:.62em;border-radius:50%;background:var(--level);margin-right:.5em}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th{font-size:.82rem;font-weight:500;color:var(--soft);text-align:left}
        th,td{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        tr:last-child td{border-bottom:0}
        .number{text-align:right;white-space:nowrap}
        .facts td:first-child{color:var(--soft);white-space:nowrap;width:1%}
        .facts td{overflow-wrap:anywhere}
        pre{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:10px 12px;
        white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;line-height:1.45;margin:6px 0 0}
        details{margin-top:10px}summary{cursor:pointer;color:var(--soft)}
        .legend{display:flex;gap:16px;flex-wrap:wrap;font-size:.85rem;color:var(--soft);margin-top:8px}
        .legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
        footer{margin-top:44px;color:var(--soft);font-size:.85rem}
        svg{display:block;width:100%;height:auto;margin:0 auto}
        svg text{fill:var(--soft);font-size:11px;font-family:inherit}
        .middle{text-anchor:middle}.end{text-anchor:end}
        .axis,line.grid{stroke:var(--line);stroke-width:1}
        .axis{stroke:var(--soft);stroke-opacity:.5}
        .curve{fill:none;stroke:var(--draws);stroke-width:2;stroke-linejoin:round}
        .curve.faint{stroke-width:1;stroke-opacity:.35}
        .density{fill:var(--density)}
        .dots{fill:none;stroke-width:2.6;stroke-linecap:round;stroke-opacity:.6}
        .dots.small{stroke-width:1.7;stroke-opacity:.5}
        .draws{stroke:var(--draws)}.exact,.energy{stroke:var(--exact)}
        .fill-draws{fill:var(--draws);fill-opacity:.32;stroke:var(--draws);stroke-width:1}
        .outline-exact{fill:none;stroke:var(--exact);stroke-width:2}
        .cell{fill:none;stroke:var(--line)}
        @media print{body{background:#fff}.card{break-inside:avoid}}
        """;
}
