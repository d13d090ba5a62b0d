using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Semantic duplicates side by side, so that a threshold that is too low is seen.</summary>
internal static class PrunedSection
{
    private const int ShownCharacters = 400;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Pruned is not { } pruned)
        {
            html.WriteLine($"<p class=\"none\">Pruning by meaning was off.</p>");
            return;
        }

        html.WriteLine($"<p><b>{NumberText.Count(pruned.Duplicates)}</b> documents were dropped because another one says the same, and <b>{NumberText.Count(pruned.ByDistance)}</b> by their distance to the middle of their cluster.</p>");
        foreach (PrunedPair pair in pruned.Pairs)
        {
            html.WriteLine($"<details><summary><b>similarity {NumberText.Fixed(pair.Dropped.Similarity ?? 0, 3)}</b> <span class=\"quiet\">{pair.Dropped.Source}</span></summary>");
            Document(html, pair.Kept, "stays");
            Document(html, pair.Dropped, "dropped");
            html.WriteLine($"</details>");
        }
    }

    private static void Document(HtmlWriter html, ClusterDocument document, string fate)
    {
        html.WriteLine($"<article class=\"doc\"><p class=\"meta\"><b class=\"fate {fate}\">{fate}</b> <span>{document.Source}, {NumberText.Bytes(document.TextBytes)}</span> <code>{document.Id.ToString()}</code></p>");
        html.WriteLine($"<p class=\"text\" dir=\"auto\">{HtmlText.Beginning(document.Text, ShownCharacters)}</p></article>");
    }
}
