using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The largest duplicate clusters with their text, so that a wrong merge is seen.</summary>
internal static class DuplicatesSection
{
    private const int ShownCharacters = 400;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Duplicates is not { } duplicates)
        {
            html.WriteLine($"<p class=\"none\">Duplicate removal was off.</p>");
            return;
        }

        html.WriteLine($"<p><b>{NumberText.Count(duplicates.ExactDropped)}</b> documents were dropped as equal and <b>{NumberText.Count(duplicates.NearDropped)}</b> as similar to another one, in {NumberText.Count(duplicates.ClusterCount)} clusters.</p>");
        if (duplicates.Clusters.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No cluster was found.</p>");
            return;
        }

        html.WriteLine($"<p>The largest clusters; the first document of each is the one that stays.</p>");
        foreach (DuplicateCluster cluster in duplicates.Clusters)
        {
            html.WriteLine($"<details><summary><b>{NumberText.Count(cluster.Size)} documents</b> <span class=\"quiet\">{cluster.Survivor.Source}: {OneLine(cluster.Survivor.Text)}</span></summary>");
            Document(html, cluster.Survivor, "stays");
            foreach (ClusterDocument other in cluster.Others)
            {
                Document(html, other, "dropped");
            }

            if (cluster.Size > cluster.Others.Count + 1)
            {
                html.WriteLine($"<p class=\"note\">and {NumberText.Count(cluster.Size - cluster.Others.Count - 1)} more</p>");
            }

            html.WriteLine($"</details>");
        }
    }

    private static void Document(HtmlWriter html, ClusterDocument document, string fate)
    {
        string similarity = document.Similarity is { } s ? $", similarity {NumberText.Fixed(s, 3)}" : "";
        html.WriteLine($"<article class=\"doc\"><p class=\"meta\"><b class=\"fate {fate}\">{fate}</b> <span>{document.Source}, {NumberText.Bytes(document.TextBytes)}{similarity}</span> <code>{document.Id.ToString()}</code></p>");
        html.WriteLine($"<p class=\"text\" dir=\"auto\">{HtmlText.Beginning(document.Text, ShownCharacters)}</p></article>");
    }

    private static string OneLine(string text) => HtmlText.Beginning(string.Join(' ', text.Split((char[]?)null, 20, StringSplitOptions.RemoveEmptyEntries)), 70);
}
