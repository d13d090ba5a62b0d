using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Segments by style and by reason, each reason with segments and answers side by side: a check that is too strict is seen, not guessed.</summary>
internal static class RephrasingSection
{
    private const int ShownCharacters = 400;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Rephrasing is not { } rephrasing)
        {
            html.WriteLine($"<p class=\"none\">Nothing was rephrased.</p>");
            return;
        }

        Table.Write(html, "Segments by style",
            [TableColumn.Words("Style"), TableColumn.Number("Segments"), TableColumn.Number("Accepted"), TableColumn.Number("Filtered"), TableColumn.Number("Failed"), TableColumn.Number("Not sent"), TableColumn.Number("Accepted of those sent")],
            rephrasing.Styles.Select(style => (IReadOnlyList<string>)
            [
                style.Style, NumberText.Count(style.Segments), NumberText.Count(style.Accepted), NumberText.Count(style.Filtered), NumberText.Count(style.Failed), NumberText.Count(style.NotSent),
                Share(style.Accepted, style.Segments - style.NotSent),
            ]));
        if (rephrasing.Reasons.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">Every segment was accepted.</p>");
            return;
        }

        html.WriteLine($"<h3>Why segments are missing</h3>");
        long all = rephrasing.Styles.Sum(style => style.Segments);
        Table.Write(html, "Segments by reason", [TableColumn.Words("Reason"), TableColumn.Number("Segments"), TableColumn.Number("Of all")],
            rephrasing.Reasons.Select(reason => (IReadOnlyList<string>)[reason.Status, NumberText.Count(reason.Segments), Share(reason.Segments, all)]));
        foreach (RephrasingReason reason in rephrasing.Reasons.Where(reason => reason.Samples.Count > 0))
        {
            html.WriteLine($"<details><summary><b>{reason.Status}</b> <span class=\"quiet\">{NumberText.Count(reason.Samples.Count)} of {NumberText.Count(reason.Segments)} segments</span></summary>");
            foreach (RephrasingSample sample in reason.Samples)
            {
                Sample(html, sample);
            }

            html.WriteLine($"</details>");
        }
    }

    private static void Sample(HtmlWriter html, RephrasingSample sample)
    {
        string value = sample.Value is null ? "" : $", measured {NumberText.Value(sample.Value)}";
        html.WriteLine($"<article class=\"doc\"><p class=\"meta\"><span>{sample.Style}{value}</span> <code>{sample.Id.ToString()}</code></p>");
        html.WriteLine($"<p class=\"text\" dir=\"auto\"><b>segment</b> {HtmlText.Beginning(sample.Source, ShownCharacters)}</p>");
        html.WriteLine($"<p class=\"text\" dir=\"auto\"><b>answer</b> {HtmlText.Beginning(sample.Answer, ShownCharacters)}</p></article>");
    }

    private static string Share(long part, long whole) => whole == 0 ? "" : NumberText.Percent((double)part / whole);
}
