using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Kept and dropped documents, by reason: numbers say how many, eyes say whether rightly.</summary>
internal static class ExamplesSection
{
    private const int ShownCharacters = 300;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Examples.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No examples were drawn.</p>");
            return;
        }

        html.WriteLine($"<p>Drawn by hash, not by hand. Everything that happened to a document: <code>curate explain WORK ID</code>.</p>");
        Groups(html, "Kept", model.Examples.Where(g => g.IsKept));
        Groups(html, "Dropped", model.Examples.Where(g => !g.IsKept));
    }

    private static void Groups(HtmlWriter html, string title, IEnumerable<ExampleGroup> groups)
    {
        html.WriteLine($"<h3>{title}</h3>");
        bool isEmpty = true;
        foreach (ExampleGroup group in groups)
        {
            isEmpty = false;
            html.WriteLine($"<details><summary><b>{group.Reason}</b> <span class=\"quiet\">{NumberText.Count(group.Documents)} documents</span></summary>");
            foreach (ExampleDocument document in group.Examples)
            {
                Document(html, document);
            }

            html.WriteLine($"</details>");
        }

        if (isEmpty)
        {
            html.WriteLine($"<p class=\"none\">None.</p>");
        }
    }

    private static void Document(HtmlWriter html, ExampleDocument document)
    {
        string value = document.Value is null ? "" : $", value {NumberText.Value(document.Value)}";
        string threshold = document.Threshold is null ? "" : $", threshold {NumberText.Value(document.Threshold)}";
        html.WriteLine($"<article class=\"doc\"><p class=\"meta\"><span>{document.Source}{value}{threshold}</span> <code>{document.Id.ToString()}</code></p>");
        html.WriteLine($"<p class=\"text\" dir=\"auto\">{HtmlText.Beginning(document.Text, ShownCharacters)}</p></article>");
    }
}
