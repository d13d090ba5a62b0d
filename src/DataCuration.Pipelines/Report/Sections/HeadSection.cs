using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The name, the answer, its reservations, and the run in a few counts.</summary>
internal static class HeadSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.WriteLine($"<header><p class=\"kicker\">Curation report</p><h1>{model.Name}</h1>");
        html.WriteLine($"<p class=\"answer\">{AnswerText.Decision(model)}</p>");
        if (AnswerText.Promise(model) is { Length: > 0 } promise)
        {
            html.WriteLine($"<p class=\"promise\">{promise}</p>");
        }

        if (model.Mix is { Caveats.Count: > 0 } mix)
        {
            html.WriteLine($"<ul class=\"caveats\">");
            foreach (MixCaveat caveat in mix.Caveats)
            {
                (string label, string meaning) = AnswerText.Caveat(caveat.Kind);
                html.WriteLine($"<li><b class=\"tag\">{label}</b> {Sentence(meaning)} {caveat.Detail}</li>");
            }

            html.WriteLine($"</ul>");
        }

        Tiles(html, model);
        html.WriteLine($"</header>");
    }

    private static void Tiles(HtmlWriter html, ReportModel model)
    {
        KeyCounts counts = model.Counts;
        long all = counts.DocumentsRead + counts.DocumentsRephrased;
        html.WriteLine($"<dl class=\"tiles\">");
        Tile(html, "documents in", NumberText.Count(counts.DocumentsRead), "");
        if (counts.DocumentsRephrased > 0)
        {
            Tile(html, "rephrased", NumberText.Count(counts.DocumentsRephrased), "");
        }

        Tile(html, "kept", NumberText.Count(counts.DocumentsKept), Share(counts.DocumentsKept, all));
        Tile(html, "dropped", NumberText.Count(counts.DocumentsDropped), Share(counts.DocumentsDropped, all));
        Tile(html, "quarantined", NumberText.Count(counts.DocumentsQuarantined), Share(counts.DocumentsQuarantined, all));
        Tile(html, "tokens kept", NumberText.Compact(counts.TokensKept), "");
        if (counts.ProbesTrained > 0)
        {
            Tile(html, "probes trained", NumberText.Count(counts.ProbesTrained), "");
            string share = model.Mix is { BudgetFlops: > 0 } mix ? $"{NumberText.Percent(counts.ProbeFlops / mix.BudgetFlops)} of the budget" : "";
            Tile(html, "probe FLOPs", NumberText.Flops(counts.ProbeFlops), share);
        }

        html.WriteLine($"</dl>");
    }

    private static void Tile(HtmlWriter html, string name, string value, string note) =>
        html.WriteLine($"<div><dt>{name}</dt><dd>{value}</dd><dd class=\"note\">{note}</dd></div>");

    private static string Share(long part, long whole) => whole > 0 ? NumberText.Percent(part / (double)whole) : "";

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
