using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;
using DataCuration.Quality.Language;
using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Generation.Ledger;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// What the checks measure with beyond the two texts: the recipe's language model (or the built-in one), its classifier, the words of its segments. What the recipe does not have
/// stays away, and its check is not run. Safe for concurrent use.
/// </summary>
internal sealed class OutputMeasures
{
    // Below it the source's own language is a guess, and a guess filters nothing.
    private const double MinSourceConfidence = 0.5;

    private readonly WorkerPool<LanguageLabeller> _labellers;
    private readonly WorkerPool<CrossFittedScorer>? _scorers;
    private readonly TermVectors? _terms;

    private OutputMeasures(LanguageLabels labels, CrossFittedClassifier? classifier, TermVectors? terms)
    {
        _labellers = new WorkerPool<LanguageLabeller>(labels.CreateLabeller);
        _scorers = classifier is null ? null : new WorkerPool<CrossFittedScorer>(classifier.CreateScorer);
        _terms = terms;
    }

    /// <summary>What of the recipe influences the measures, beside the files.</summary>
    public static object Options(Recipe recipe) => new
    {
        language = LanguageIdentifier.AlgorithmVersion,
        isBuiltIn = recipe.Language?.Model is null,
        recipe.Rephrase!.MinLanguageConfidence,
        recipe.Rephrase.Embedding,
        recipe.Rephrase.KeepQuality,
        terms = recipe.Rephrase.Embedding == EmbeddingMethod.None ? null : TermVectors.AlgorithmVersion,
    };

    /// <summary>The files that are measured with.</summary>
    public static async Task<IReadOnlyList<TaskInput>> InputsAsync(RunContext context, CancellationToken cancellationToken)
    {
        List<TaskInput> inputs = [.. context.Inputs(StageNames.Classifier)];
        if (LanguageStage.ModelPath(context.Recipe) is { } model)
        {
            inputs.Add(new TaskInput(Path.GetFileName(model), await context.InputHashes.GetAsync(model, cancellationToken).ConfigureAwait(false)));
        }

        return inputs;
    }

    public static async Task<OutputMeasures> OpenAsync(RunContext context, TermVectors? terms, CancellationToken cancellationToken)
    {
        CrossFittedClassifier? classifier = null;
        if (context.Recipe.Quality.Classifier is not null)
        {
            string path = ClassifierStage.ModelPath(context);
            classifier = CrossFittedClassifier.FromBytes(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), path);
        }

        return new OutputMeasures(LanguageLabels.Open(LanguageStage.ModelPath(context.Recipe)), classifier, terms);
    }

    /// <summary>An answer with all that can be measured on it.</summary>
    /// <param name="source">The segment.</param>
    /// <param name="record">The answer.</param>
    /// <param name="parent">The segment's document: its fold's model has seen neither it nor what says the same.</param>
    public GeneratedOutput Of(string source, LedgerRecord record, DocumentId parent) => new(source, record.Text ?? "", record.FinishReason ?? "")
    {
        Refusal = record.Refusal,
        LanguageProbability = text => LanguageProbability(source, text),
        Cosine = _terms is null ? null : _terms.Cosine,
        Quality = _scorers is null ? null : text => QualityOf(parent, text)!.Value,
    };

    /// <summary>The classifier's score; null without a classifier.</summary>
    public double? QualityOf(DocumentId parent, string text) => _scorers?.Use(scorer => scorer.Score(parent, Encoding.UTF8.GetBytes(text)));

    private double? LanguageProbability(string source, string text)
    {
        LanguagePrediction wanted = Label(source);
        if (wanted.Language == LanguagePrediction.UndeterminedTag || wanted.Confidence < MinSourceConfidence)
        {
            return null;
        }

        LanguagePrediction found = Label(text);
        return found.Language == wanted.Language ? found.Confidence : 0;
    }

    private LanguagePrediction Label(string text) => _labellers.Use(labeller => labeller.Label(Encoding.UTF8.GetBytes(text)));
}
