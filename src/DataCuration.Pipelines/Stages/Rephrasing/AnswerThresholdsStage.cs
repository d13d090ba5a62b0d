using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// The thresholds that only the run's answers can set: how alike an answer and its source must be (the 5th percentile of pairs, but no less than the 99.9th of pairs that do not belong
/// together), and the score of the best share. Taken, style by style, from at most <see cref="SampleSize"/> answers that pass the checks before; which ones depends on their ids alone.
/// Memory: the sample's texts and the table of terms.
/// </summary>
internal sealed class AnswerThresholdsStage : Stage
{
    /// <summary>Answers a style. Of 2,000, a hundred lie below the 5th percentile.</summary>
    public const int SampleSize = 2000;

    private const int RandomPairs = 10_000;
    private const double MatchedShare = 0.05;
    private const double RandomShare = 0.999;

    // Independent of the hashes that sample, fold and break ties elsewhere.
    private const ulong Salt = 0x616E7377657273;

    public override string Name => StageNames.AnswerThresholds;

    public override string Step => CurationSteps.Rephrase;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Classifier, StageNames.Rephrase];

    /// <summary>True when a recipe asks for a threshold of this kind.</summary>
    public static bool IsNeeded(RephraseOptions options) => options.Embedding != EmbeddingMethod.None || options.KeepQuality < 1;

    public static string ThresholdsPath(RunContext context) => context.Work.Intermediate(StageNames.AnswerThresholds, "thresholds.json");

    public static string TermsPath(RunContext context) => context.Work.Intermediate(StageNames.AnswerThresholds, "terms.bin");

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RephrasingStyle> styles = RephraseStyles.Of(context.Recipe);
        string options = StateJson.Canonical(new
        {
            styles = styles.Select(RephraseStyles.Asking),
            checks = styles.Select(RephraseStyles.Accepting),
            measures = OutputMeasures.Options(context.Recipe),
            context.Recipe.Seed,
        });
        TaskInput[] inputs =
        [
            .. context.SourceParts().Select(part => part.Input), .. context.Inputs(StageNames.Rephrase),
            .. await OutputMeasures.InputsAsync(context, cancellationToken).ConfigureAwait(false),
        ];
        return [new StageTask("all", options, inputs, (task, token) => WriteAsync(context, styles, task, token))];
    }

    private static async Task<TaskResult> WriteAsync(RunContext context, IReadOnlyList<RephrasingStyle> styles, TaskContext task, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.SourceParts();
        task.Progress.AddTotal(parts.Count);
        HashSet<DocumentId> chosen = await ChooseAsync(context, parts, cancellationToken).ConfigureAwait(false);
        OutputMeasures measures = await OutputMeasures.OpenAsync(context, null, cancellationToken).ConfigureAwait(false);
        TermVectors terms = new();
        Dictionary<string, List<SampledAnswer>> samples = styles.ToDictionary(style => style.Name, _ => new List<SampledAnswer>(), StringComparer.Ordinal);
        GenerationLedger ledger = GenerationLedger.OpenRead(GenerationSession.LedgerFolder(context));
        await using (ledger.ConfigureAwait(false))
        {
            foreach (DocumentPart part in parts)
            {
                await foreach ((Document document, SegmentRow[] rows) in RephrasedDocuments.ReadAsync(context, part, cancellationToken).ConfigureAwait(false))
                {
                    string text = document.GetTextString();
                    foreach (SegmentRow row in rows.Where(row => row.Status == SegmentRow.Answered))
                    {
                        string source = RephrasedDocuments.SourceOf(text, row);
                        terms.Add(source);
                        RephrasingStyle style = styles.First(candidate => candidate.Name == row.Style);
                        if (chosen.Contains(row.Id) && Accepted(measures.Of(source, RephrasedDocuments.AnswerTo(context, ledger, row), row.Parent), style, context.Recipe) is { } answer)
                        {
                            samples[row.Style].Add(new SampledAnswer(row.Parent, source, answer.Text, answer.Values.First(value => value.Name == "quality").Value));
                        }
                    }
                }

                task.Progress.AddWork(1);
            }
        }

        StyleThresholds[] thresholds = [.. styles.Select(style => Measure(style.Name, samples[style.Name], terms, context.Recipe))];
        await AtomicFile.WriteAsync(ThresholdsPath(context), StateJson.Write(thresholds), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(TermsPath(context), terms.ToBytes(), cancellationToken).ConfigureAwait(false);
        return new TaskResult([ThresholdsPath(context), TermsPath(context)], new TaskCounts { In = samples.Values.Sum(sample => sample.Count), Out = samples.Values.Sum(sample => sample.Count) });
    }

    /// <summary>The answers of each style with the smallest hashes.</summary>
    private static async Task<HashSet<DocumentId>> ChooseAsync(RunContext context, IReadOnlyList<DocumentPart> parts, CancellationToken cancellationToken)
    {
        Dictionary<string, PriorityQueue<DocumentId, (ulong Hash, DocumentId Id)>> samples = new(StringComparer.Ordinal);
        IComparer<(ulong Hash, DocumentId Id)> largestFirst = Comparer<(ulong Hash, DocumentId Id)>.Create((left, right) => right.CompareTo(left));
        foreach (DocumentPart part in parts)
        {
            foreach (SegmentRow row in await RephrasedDocuments.RowsAsync(context, part, cancellationToken).ConfigureAwait(false))
            {
                if (row.Status != SegmentRow.Answered)
                {
                    continue;
                }

                if (!samples.TryGetValue(row.Style, out PriorityQueue<DocumentId, (ulong, DocumentId)>? sample))
                {
                    samples.Add(row.Style, sample = new PriorityQueue<DocumentId, (ulong, DocumentId)>(largestFirst));
                }

                sample.Enqueue(row.Id, (StableHash.Of(row.Id, context.Recipe.Seed ^ Salt), row.Id));
                if (sample.Count > SampleSize)
                {
                    sample.Dequeue();
                }
            }
        }

        return [.. samples.Values.SelectMany(sample => sample.UnorderedItems.Select(item => item.Element))];
    }

    private static CheckedOutput? Accepted(GeneratedOutput output, RephrasingStyle style, Recipe recipe)
    {
        CheckedOutput result = OutputChecks.Run(output, style.Checks with { MinLanguageProbability = recipe.Rephrase!.MinLanguageConfidence });
        return result.FailedCheck is null ? result : null;
    }

    private static StyleThresholds Measure(string style, List<SampledAnswer> sample, TermVectors terms, Recipe recipe)
    {
        RephraseOptions options = recipe.Rephrase!;
        StyleThresholds thresholds = new() { Style = style, Answers = sample.Count };
        if (sample.Count == 0)
        {
            return thresholds;
        }

        if (options.KeepQuality < 1)
        {
            double[] scores = [.. sample.Select(answer => answer.Quality!.Value).OrderDescending()];
            thresholds = thresholds with { MinQuality = scores[Math.Clamp((int)Math.Round(options.KeepQuality * scores.Length) - 1, 0, scores.Length - 1)] };
        }

        if (options.Embedding == EmbeddingMethod.None)
        {
            return thresholds;
        }

        (TermVector Source, TermVector Text)[] vectors = [.. sample.Select(answer => (terms.Of(answer.Source), terms.Of(answer.Text)))];
        double[] matched = [.. vectors.Select(pair => pair.Source.Cosine(pair.Text)).Order()];
        double[] random = [.. Strangers(sample, recipe.Seed).Select(pair => vectors[pair.Source].Source.Cosine(vectors[pair.Text].Text)).Order()];
        double own = At(matched, MatchedShare);
        double? others = random.Length == 0 ? null : At(random, RandomShare);
        return thresholds with { MinCosine = Math.Max(own, others ?? own), MatchedCosine = own, RandomCosine = others, RandomPairs = random.Length };
    }

    /// <summary>Sources and answers of different documents, as places in the sample.</summary>
    private static IEnumerable<(int Source, int Text)> Strangers(List<SampledAnswer> sample, ulong seed)
    {
        for (int pair = 0; pair < RandomPairs; pair++)
        {
            int source = pair % sample.Count;
            int text = (int)(StableHash.Of(sample[source].Parent, seed ^ Salt ^ (ulong)pair) % (ulong)sample.Count);
            if (sample[source].Parent != sample[text].Parent)
            {
                yield return (source, text);
            }
        }
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];

    private sealed record SampledAnswer(DocumentId Parent, string Source, string Text, double? Quality);
}
