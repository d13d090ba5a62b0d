using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>Records that could not be read, by code, with where to find them.</summary>
internal static class QuarantineSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        QuarantineModel quarantine = model.Quarantine;
        if (quarantine.Codes.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">Every record could be read.</p>");
            return;
        }

        Table.Write(html, "Quarantined records by code", [TableColumn.Words("Code"), TableColumn.Number("Records")],
            quarantine.Codes.Select(c => (IReadOnlyList<string>)[c.Code, NumberText.Count(c.Records)]));
        if (quarantine.Examples.Count > 0)
        {
            html.WriteLine($"<h3>First records of each</h3>");
            Table.Write(html, "First quarantined records",
                [TableColumn.Words("Code"), TableColumn.Words("File"), TableColumn.Number("Position"), TableColumn.Sentences("Message")],
                quarantine.Examples.Select(e => (IReadOnlyList<string>)[e.Code, e.File, NumberText.Count(e.Position), e.Message]));
        }
    }
}
