using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages;

/// <summary>The evaluation sets' files as their options describe them.</summary>
internal static class EvaluationText
{
    /// <summary>The texts or questions of a file, read by the field that its set names; of a file that no set claims, by the default field.</summary>
    /// <exception cref="DataCuration.Documents.Diagnostics.DiagnosticException">DC1094: a record cannot be read.</exception>
    public static IAsyncEnumerable<SourceRecord> ReadAsync(RunContext context, ResolvedFile file, CancellationToken cancellationToken) =>
        ReferenceText.ReadAsync(context.RemoteFiles, file, cancellationToken, SetOf(context.Recipe, file) is { } set ? new FieldMapping { Text = set.TextField } : null);

    /// <summary>The files of the sets of text; all of them when there are none.</summary>
    public static IReadOnlyList<ResolvedFile> PreferText(Recipe recipe, IReadOnlyList<ResolvedFile> files)
    {
        ResolvedFile[] texts = [.. files.Where(file => SetOf(recipe, file)?.Kind == EvaluationKind.Text)];
        return texts.Length > 0 ? texts : files;
    }

    private static EvaluationSetOptions? SetOf(Recipe recipe, ResolvedFile file) =>
        recipe.Probes?.Evaluate.FirstOrDefault(set => string.Equals(set.Name, file.Source, StringComparison.Ordinal));
}
