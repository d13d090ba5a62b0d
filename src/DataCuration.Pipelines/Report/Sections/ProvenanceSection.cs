using System.Text.Json;
using System.Text.Json.Nodes;
using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Pipelines.Report.Sections;

/// <summary>The recipe, the versions, the seed and the stages: enough to make the dataset again.</summary>
internal static class ProvenanceSection
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        ProvenanceModel provenance = model.Provenance;
        html.WriteLine($"<p>The same recipe and the same input give the same bytes. Seed <b>{provenance.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}</b>; {(provenance.ProbeDevice is { } device ? $"probes trained on {device}" : "no probes trained")}.</p>");
        if (provenance.Stages.Count == 0)
        {
            html.WriteLine($"<p class=\"none\">No stage has run.</p>");
        }
        else
        {
            Table.Write(html, "Stages",
                [TableColumn.Words("Stage"), TableColumn.Number("Algorithm version"), TableColumn.Number("Documents"), TableColumn.Number("Parts")],
                provenance.Stages.Select(s => (IReadOnlyList<string>)[s.Name, s.AlgorithmVersion, NumberText.Count(s.Documents), NumberText.Count(s.Parts)]));
        }

        if (provenance.Versions.Count > 0)
        {
            html.WriteLine($"<h3>Versions</h3>");
            Table.Write(html, "Versions", [TableColumn.Words("Part"), TableColumn.Words("Version")],
                provenance.Versions.Select(v => (IReadOnlyList<string>)[v.Name, v.Version]));
        }

        html.WriteLine($"<details><summary>The recipe as run</summary><pre>{Pretty(provenance.RecipeJson)}</pre></details>");
    }

    /// <summary>The JSON indented; as it is where it cannot be parsed, because the report shows what was there.</summary>
    private static string Pretty(string json)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(json, documentOptions: options)?.ToJsonString(Indented) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
