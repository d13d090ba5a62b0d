using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Lines, paragraphs and spans that repeat, with their text, so that a wrong cut is seen.</summary>
internal static class RepeatsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Repeats.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">Repeated lines, paragraphs and spans were not looked for.</p>");
            return;
        }

        foreach (RepeatsModel repeats in model.Repeats)
        {
            html.WriteLine($"<h3>{repeats.Method}</h3>");
            html.WriteLine($"<p><b>{NumberText.Count(repeats.Spans)}</b> in {NumberText.Count(repeats.Documents)} documents, {NumberText.Bytes(repeats.Sources.Sum(source => source.Bytes))}; {NumberText.Count(repeats.DocumentsLeft)} documents left the dataset because too much of them is repeated.</p>");
            if (repeats.Sources.Count > 0)
            {
                html.WriteLine($"<p class=\"note\">By source: {string.Join(", ", repeats.Sources.Select(source => $"{source.Source} {NumberText.Bytes(source.Bytes)}"))}.</p>");
            }

            foreach (RepeatExample example in repeats.Examples)
            {
                string twin = example.Twin == example.Id ? "seen before" : "also in";
                html.WriteLine($"<article class=\"doc\"><p class=\"meta\"><span>{example.Source}</span> <code>{example.Id.ToString()}</code> <span>{twin}</span> <code>{(example.Twin == example.Id ? "" : example.Twin.ToString())}</code></p>");
                html.WriteLine($"<p class=\"text\" dir=\"auto\">{example.Text}</p></article>");
            }
        }
    }
}
