using System.Text;
using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report;

/// <summary>The page's style sheet, embedded in the assembly as <c>Report/Style.css</c>.</summary>
internal static class StyleSheet
{
    /// <summary>The style sheet with line feeds.</summary>
    public static Markup Text { get; } = Read();

    private static Markup Read()
    {
        const string Name = "DataCuration.Pipelines.Report.Style.css";
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{Name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Markup(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
