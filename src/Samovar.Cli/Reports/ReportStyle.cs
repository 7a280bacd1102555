namespace Samovar.Cli.Reports;

/// <summary>The style sheet of every page: one column that grows into two, light, dark and print, colours by role.</summary>
internal static class ReportStyle
{
    /// <summary>Colours on a light ground, by role. Text has a contrast of at least 4.5 with page and card; a test measures it.</summary>
    internal const string Light =
        "--page:#f7f5f2;--card:#fff;--ink:#1f1d1a;--soft:#645f59;--line:#e3ded6;--axis:#b9b2a8;--draws:#b8461a;--exact:#2a63a0;--density:#8296ab;"
        + "--green:#24713d;--amber:#8a5800;--red:#b3261e;--link:#2a63a0";

    /// <summary>Colours on a dark ground.</summary>
    internal const string Dark =
        "--page:#141312;--card:#1d1c1a;--ink:#ece8e2;--soft:#aaa49b;--line:#33302c;--axis:#5c5750;--draws:#f2905f;--exact:#7db4ea;--density:#5d7186;"
        + "--green:#6cc58a;--amber:#e5b45a;--red:#f28b82;--link:#7db4ea";

    /// <summary>The style sheet.</summary>
    internal const string Sheet =
        $$"""
        :root{ {{Light}};color-scheme:light dark}
        @media(prefers-color-scheme:dark){:root{ {{Dark}} } }
        {{Page}}
        {{Parts}}
        {{Drawings}}
        {{Narrow}}
        @media print{:root{ {{Light}};--page:#fff;color-scheme:light} {{Print}} }
        """;

    private const string Page = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        main{max-width:1060px;margin:0 auto;padding:28px 18px 56px}
        h1{font-size:1.9rem;line-height:1.2;margin:0;letter-spacing:-.02em;overflow-wrap:anywhere}
        h1 span{color:var(--soft);font-weight:400}
        h2{font-size:1.2rem;margin:40px 0 4px;letter-spacing:-.01em}
        h3{font-size:.95rem;font-weight:600;margin:0 0 6px;overflow-wrap:anywhere}
        p{margin:6px 0 12px;max-width:76ch}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
        .soft{color:var(--soft)}
        .note{color:var(--soft);font-size:.875rem}
        .skip{position:absolute;left:-999px}.skip:focus{position:static}
        nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:18px 0 0;padding:0;font-size:.9rem}
        footer{margin-top:44px;color:var(--soft);font-size:.85rem}
        """;

    private const string Parts = """
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px;min-width:0}
        .grid{display:grid;gap:14px;grid-template-columns:repeat(auto-fill,minmax(min(100%,380px),1fr));margin-top:12px}
        .card>h2{margin-top:0}
        .wide{grid-column:1/-1}
        .tiles{display:grid;gap:10px;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));margin-top:14px}
        .tile b{display:block;font-size:1.3rem;font-weight:600;letter-spacing:-.01em}
        .tile span{color:var(--soft);font-size:.85rem}
        .verdict{margin-top:20px;border-left:8px solid var(--level)}
        .verdict h2{margin:0;color:var(--level);font-size:1.15rem}
        .verdict ul{list-style:none;margin:10px 0 0;padding:0}
        .verdict li{padding:10px 0;border-top:1px solid var(--line)}
        .verdict p{margin:4px 0 0}
        .green{--level:var(--green)}.amber{--level:var(--amber)}.red{--level:var(--red)}
        .badge{display:inline-block;border:1.5px solid var(--level);color:var(--level);font-size:.78rem;font-weight:600;line-height:1.4;padding:0 .55em;margin-right:.5em}
        .badge.green{border-radius:1em}.badge.amber{border-radius:4px;border-style:dashed}.badge.red{border-radius:0;border-width:2px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);font-size:.85rem}
        th{font-weight:500;text-align:left}
        thead th{font-size:.82rem;color:var(--soft)}
        th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        tbody tr:last-child>*{border-bottom:0}
        .number{text-align:right;white-space:nowrap}
        .words{min-width:15rem}
        .facts th{color:var(--soft);font-weight:400;white-space:nowrap;width:1%}
        .facts td{overflow-wrap:anywhere;min-width:9rem;white-space:pre-line}
        pre{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:10px 12px;
        white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;line-height:1.45;margin:6px 0 0}
        details{margin-top:10px}summary{cursor:pointer;color:var(--soft)}
        .legend{display:flex;gap:18px;flex-wrap:wrap;font-size:.85rem;color:var(--soft);margin-top:8px}
        .key{display:inline-block;width:18px;height:12px;margin-right:6px;vertical-align:-1px}
        .key.draws{background:var(--draws);opacity:.75;border-radius:3px}
        .key.exact{border:2px dashed var(--exact);border-radius:3px}
        .key.density{background:linear-gradient(90deg,transparent,var(--density))}
        progress{width:100%;height:14px;accent-color:var(--draws)}
        """;

    private const string Drawings = """
        figure{margin:0}
        svg{display:block;width:100%;height:auto;margin:0 auto}
        .wide>svg{max-width:660px}
        svg text{fill:var(--soft);font-size:11px;font-family:inherit}
        .middle{text-anchor:middle}.end{text-anchor:end}
        line.grid{stroke:var(--line);stroke-width:1}
        .axis{stroke:var(--axis);stroke-width:1}
        .curve{fill:none;stroke:var(--draws);stroke-width:2;stroke-linejoin:round}
        .curve.faint{stroke-width:1;stroke-opacity:.4}
        .density{fill:var(--density)}
        .dots{fill:none;stroke-width:2.6;stroke-linecap:round;stroke-opacity:.6}
        .dots.small{stroke-width:1.7;stroke-opacity:.5}
        .dots.draws{stroke:var(--draws)}.dots.exact,.dots.energy{stroke:var(--exact)}
        .fill-draws{fill:var(--draws);fill-opacity:.32;stroke:var(--draws);stroke-width:1}
        .outline-exact{fill:none;stroke:var(--exact);stroke-width:2;stroke-dasharray:5 2.5}
        .ring-exact{fill:none;stroke:var(--exact);stroke-width:2}
        .cell{fill:none;stroke:var(--line)}
        .uplot+svg{display:none}
        .uplot .u-legend{font-size:12px;color:var(--soft)}.uplot .u-legend th{font-weight:400}.uplot .u-legend th,.uplot .u-legend td{border:0;padding:0 3px}
        """;

    private const string Narrow = """
        @media(max-width:520px){main{padding:18px 10px 40px}.card{padding:12px 11px}h1{font-size:1.5rem}
        .tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.tile b{font-size:1.1rem}svg text{font-size:14px}
        .stack thead{position:absolute;left:-9999px}.stack tr{display:grid;grid-template-columns:repeat(3,1fr);padding:8px 0;border-bottom:1px solid var(--line)}
        .stack tr>*{border:0;padding:1px 0}.stack th,.stack .words{grid-column:1/-1;min-width:0}.stack th{font-weight:600}.stack .number{text-align:left}
        .stack .number::before{content:attr(data-name);display:block;color:var(--soft);font-size:.78rem}}
        """;

    // Chrome leaves backgrounds out of prints unless told; a card that fits a page stays whole, and what is folded on the screen is unfolded.
    private const string Print = """
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}html{font-size:12px}body{font-size:1rem}main{max-width:none;padding:0}
        .card,figure,svg,tr,pre,li{break-inside:avoid}h2,h3{break-after:avoid}.wide{break-inside:auto}.scroll{overflow:visible}
        nav,.skip{display:none}.grid{grid-template-columns:1fr 1fr}.uplot{display:none!important}.uplot+svg{display:block}
        details::details-content{content-visibility:visible;block-size:auto}
        """;
}
