using System.Text;
using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Pipelines.Report;

/// <summary>The page's style sheet and script, embedded in the assembly.</summary>
internal static class EmbeddedText
{
    /// <summary><c>Report/Style.css</c> with line feeds.</summary>
    public static Markup StyleSheet { get; } = Read("Style.css");

    /// <summary><c>Report/Slider.js</c> with line feeds.</summary>
    public static Markup SliderScript { get; } = Read("Slider.js");

    private static Markup Read(string file)
    {
        string name = $"DataCuration.Pipelines.Report.{file}";
        using Stream stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Markup(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
