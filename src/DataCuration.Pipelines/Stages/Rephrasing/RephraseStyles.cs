using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>The styles of a recipe, the user's own read from their files.</summary>
internal static class RephraseStyles
{
    /// <exception cref="DiagnosticException">DC2084: a template file is missing or cannot be used.</exception>
    public static IReadOnlyList<RephrasingStyle> Of(Recipe recipe)
    {
        RephraseOptions options = recipe.Rephrase!;
        Dictionary<string, RephrasingStyle> own = new(StringComparer.Ordinal);
        foreach (string template in options.Templates)
        {
            string path = Path.GetFullPath(Path.Combine(recipe.BaseDirectory, template));
            string name = Path.GetFileNameWithoutExtension(template);
            try
            {
                own[name] = StyleFile.Parse(name, File.ReadAllText(path));
            }
            catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2084", "The template cannot be used. " + exception.Message, path), ExitCode.Usage);
            }
        }

        return [.. options.Styles.Select(style => Counting(own.GetValueOrDefault(style) ?? StyleCatalogue.Find(style)!, options.BytesPerToken))];
    }

    /// <summary>The style, with tokens as the recipe's model has them.</summary>
    private static RephrasingStyle Counting(RephrasingStyle style, double bytesPerToken) => style with
    {
        Segments = style.Segments with { BytesPerToken = bytesPerToken },
        Checks = style.Checks with { BytesPerToken = bytesPerToken },
    };

    /// <summary>What of a style influences its outputs before the checks.</summary>
    public static object Asking(RephrasingStyle style) => new
    {
        style.Name,
        style.Prompt.Id,
        style.Prompt.Sha256,
        style.Segments,
        style.MaxOutputTokens,
        style.Temperature,
        style.TopP,
    };

    /// <summary>What of a style influences what an answer becomes.</summary>
    public static object Accepting(RephrasingStyle style) => new { style.Name, style.Join, style.MinOutputTokens, style.AppendsPairsToSource, style.Checks };
}
