namespace DataCuration.Pipelines.Report.Html;

/// <summary>Text that is HTML already and is not escaped again. Made by <see cref="HtmlWriter"/> only, and by the embedded style sheet.</summary>
internal readonly record struct Markup(string Value)
{
    /// <summary>No markup.</summary>
    public static Markup None => new("");
}
