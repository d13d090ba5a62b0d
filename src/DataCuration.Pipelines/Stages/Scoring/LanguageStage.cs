using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Language;

namespace DataCuration.Pipelines.Stages;

/// <summary>The language of every document, how sure that is, and the languages of its paragraphs. Whether that drops a document is decided later.</summary>
internal sealed class LanguageStage : ColumnStage
{
    /// <summary>The column with the language.</summary>
    public const string Tag = "language.tag";

    /// <summary>The column with the confidence, 0 to 1.</summary>
    public const string Confidence = "language.confidence";

    /// <summary>The column with the languages of the paragraphs and their shares of the bytes, <c>de:0.71 en:0.29</c>.</summary>
    public const string Paragraphs = "language.paragraphs";

    /// <summary>The column that the rule compares: the confidence when the language is wanted, else 0.</summary>
    public const string Wanted = "language.wanted";

    private LanguageLabels? _labels;

    public override string Name => StageNames.Language;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => LanguageIdentifier.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    /// <summary>The file of the recipe's model; null for the built-in one.</summary>
    public static string? ModelPath(Recipe recipe) => recipe.Language?.Model is { } model ? Path.GetFullPath(Path.Combine(recipe.BaseDirectory, model)) : null;

    /// <summary>Opens the recipe's model.</summary>
    /// <exception cref="DiagnosticException">DC2070: the recipe keeps a language that the model does not know; DC1080 or DC1081: no such model.</exception>
    public static LanguageLabels Open(Recipe recipe)
    {
        LanguageLabels labels = LanguageLabels.Open(ModelPath(recipe));
        Diagnostic[] unknown = [.. recipe.Language!.Keep.Where(language => !labels.Languages.Contains(language, StringComparer.Ordinal)).Select(language => Diagnostic.Error(
            "DC2070",
            $"'language.keep' has \"{language}\", which is none of the {labels.Languages.Count} languages of the {(recipe.Language.Model is { } model ? $"model {model}" : "built-in model")}."
                + $" It knows: {string.Join(", ", labels.Languages)}."))];
        return unknown.Length == 0 ? labels : throw new DiagnosticException(unknown, ExitCode.Usage);
    }

    protected override string Options(RunContext context) => StateJson.Canonical(new { context.Recipe.Language!.Keep, isBuiltIn = context.Recipe.Language.Model is null });

    protected override IReadOnlyList<string> InputFiles(RunContext context) => ModelPath(context.Recipe) is { } path ? [path] : [];

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        // Read once for all parts; should two begin at once, one model is thrown away.
        LanguageLabels labels = _labels ??= Open(context.Recipe);
        HashSet<string> kept = new(context.Recipe.Language!.Keep, StringComparer.Ordinal);
        WorkerPool<LanguageLabeller> workers = new(labels.CreateLabeller);
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => workers.Use(labeller => Label(labeller, kept, documents)));
    }

    private static IReadOnlyList<Column> Label(LanguageLabeller labeller, HashSet<string> kept, IReadOnlyList<Document> documents)
    {
        string?[] tags = new string?[documents.Count];
        string?[] paragraphs = new string?[documents.Count];
        double[] confidences = new double[documents.Count];
        double[] wanted = new double[documents.Count];
        for (int i = 0; i < tags.Length; i++)
        {
            LanguagePrediction prediction = labeller.Label(documents[i].Text.Span);
            tags[i] = prediction.Language;
            confidences[i] = prediction.Confidence;
            paragraphs[i] = labeller.DescribeShares();
            wanted[i] = kept.Count == 0 || kept.Contains(prediction.Language) ? prediction.Confidence : 0;
        }

        return [new Column<string?>(Tag, tags), new Column<double>(Confidence, confidences), new Column<string?>(Paragraphs, paragraphs), new Column<double>(Wanted, wanted)];
    }
}
