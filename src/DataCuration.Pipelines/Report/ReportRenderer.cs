using DataCuration.Pipelines.Report.Html;
using DataCuration.Pipelines.Report.Sections;

namespace DataCuration.Pipelines.Report;

/// <summary>
/// Renders the report: one HTML page that needs nothing beside itself (no network, no font, no picture file); its one
/// script moves the budget slider, and everything else reads without it.
/// Pure: equal models give equal bytes on every machine and in every culture.
/// </summary>
internal static class ReportRenderer
{
    private static readonly (string Anchor, string Title, Action<HtmlWriter, ReportModel> Write)[] Sections =
    [
        ("mix", "The mix", MixSection.Write),
        ("budget", "Your budget", SliderSection.Write),
        ("frontier", "Other budgets", FrontierSection.Write),
        ("law", "The law and what it was fitted to", LawSection.Write),
        ("funnel", "What was kept", FunnelSection.Write),
        ("scores", "Scores", ScoresSection.Write),
        ("duplicates", "Duplicates", DuplicatesSection.Write),
        ("pruned", "Pruned by meaning", PrunedSection.Write),
        ("repeats", "Repeated text", RepeatsSection.Write),
        ("rephrasing", "Rephrasing", RephrasingSection.Write),
        ("examples", "Documents to look at", ExamplesSection.Write),
        ("quarantine", "Quarantine", QuarantineSection.Write),
        ("cost", "What it cost", CostSection.Write),
        ("provenance", "How it was made", ProvenanceSection.Write),
    ];

    /// <summary>The page as text with line feeds; to be stored as UTF-8.</summary>
    public static string Render(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var html = new HtmlWriter();
        html.WriteLine($"<!DOCTYPE html>");
        html.WriteLine($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.WriteLine($"<meta name=\"color-scheme\" content=\"light dark\"><title>{model.Name}: curation report</title>");
        html.WriteLine($"<style>{EmbeddedText.StyleSheet}</style></head><body><main>");
        HeadSection.Write(html, model);
        html.Write($"<nav aria-label=\"Sections\">");
        foreach ((string anchor, string title, _) in Sections)
        {
            html.Write($"<a href=\"#{anchor}\">{title}</a> ");
        }

        html.WriteLine($"</nav>");
        foreach ((string anchor, string title, Action<HtmlWriter, ReportModel> write) in Sections)
        {
            html.WriteLine($"<section id=\"{anchor}\"><h2>{title}</h2>");
            write(html, model);
            html.WriteLine($"</section>");
        }

        html.WriteLine($"</main></body></html>");
        return html.ToMarkup().Value;
    }
}
