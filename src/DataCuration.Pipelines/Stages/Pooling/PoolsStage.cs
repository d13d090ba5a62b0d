using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// The decision: rules, then one copy of each duplicate cluster, then pools. Reads columns only, never text, so a changed threshold or edge
/// costs seconds and re-scores nothing.
/// </summary>
internal sealed class PoolsStage : Stage
{
    /// <summary>The ledger of the rules.</summary>
    public const string RulesLedger = "rules";

    /// <summary>The ledger of the duplicates.</summary>
    public const string DuplicatesLedger = "deduplicate";

    /// <summary>The ledger of documents that the selection does not take.</summary>
    public const string SelectionLedger = "select";

    /// <summary>The ledger of documents that pruning drops.</summary>
    public const string PruneLedger = "prune";

    public override string Name => StageNames.Pools;

    public override string Step => CurationSteps.Pool;

    public override string AlgorithmVersion => "4";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, .. ScoreColumns.Stages, StageNames.Tokens, StageNames.Clusters, StageNames.UrlKeys, StageNames.Prune, StageNames.Synthetic, StageNames.Rephrase];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        string options = StateJson.Canonical(OptionsOf(context.Recipe));
        TaskInput[] inputs = DependsOn.Skip(1).SelectMany(context.Inputs).ToArray();
        CheckMemory(context);
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", options, inputs, (task, token) => new PoolDecision(context, task).RunAsync(token))]);
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.CheckAllDocuments(Name, context, records);
        TaskCounts counts = records[0].Counts;
        if (counts.Out == 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC1093",
                    $"The rules and deduplication dropped all {counts.In} documents; most often: " +
                    $"{string.Join(", ", counts.Reasons.OrderByDescending(reason => reason.Value).Take(3).Select(reason => $"{reason.Key} x{reason.Value}"))}. " +
                    "Loosen the thresholds of these rules in the recipe.",
                    context.Work.Recipe),
                ExitCode.Failed);
        }

        await CheckGatesAsync(context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The options that decide which documents are kept, and in which pool.</summary>
    public static object OptionsOf(Recipe recipe) => new
    {
        quality = new { recipe.Quality.Rules },
        urls = recipe.Quality.Urls is { } urls ? new { urls.SoftWords } : null,
        deduplicate = recipe.Deduplicate is { } deduplicate ? new { deduplicate.Keep, url = deduplicate.Url?.Copy } : null,
        prune = recipe.Prune is { } prune ? new { semantic = prune.Semantic?.Mode, prune.Prototypes } : null,
        recipe.Select,
        contamination = recipe.Contamination is { } search ? new { search.Rule, search.Action, search.MaxShare } : null,
        language = recipe.Language is { } language ? new { language.Keep, language.MinConfidence } : null,
        boilerplate = recipe.Boilerplate is { } boilerplate ? new { boilerplate.DropTemplates } : null,
        privacy = recipe.Privacy is { } privacy ? new { privacy.MaxFinds } : null,
        pools = recipe.Pools,
        generation = recipe.Rephrase is { } rephrase ? new { rephrase.ModelParameters, rephrase.FlopsPerMoney } : null,
        recipe.Seed,
    };

    private static async Task CheckGatesAsync(RunContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, long> documents = context.Completed(StageNames.Ingest).GroupBy(record => DocumentPools.SourceOfShard(record.Key))
            .ToDictionary(source => source.Key, source => source.Sum(record => record.Counts.Out), StringComparer.Ordinal);
        PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
        Dictionary<string, double> limits = context.Recipe.Sources.Where(source => source.MaxDroppedShare is not null).ToDictionary(source => source.Name, source => source.MaxDroppedShare!.Value, StringComparer.Ordinal);
        IReadOnlyList<Diagnostic> found = QualityGates.Check(context.Recipe.Gates, limits, pools, documents, context.Work.Pools);
        if (found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new DiagnosticException(found, ExitCode.Failed);
        }

        foreach (Diagnostic warning in found)
        {
            context.AddWarning(warning);
        }
    }

    /// <summary>Refuses before it starts what memory does not allow.</summary>
    /// <exception cref="DiagnosticException">DC3041: the documents are too many.</exception>
    public static void CheckMemory(RunContext context)
    {
        long documents = context.DocumentCount;
        long perDocument = DecisionTable.BytesPerDocument + (context.Recipe.Prune is null ? 0 : DecisionTable.PruneBytesPerDocument)
            + (context.Recipe.Deduplicate?.Url is null ? 0 : DecisionTable.UrlBytesPerDocument), needed = documents * perDocument;
        if (needed > context.Options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3041",
                    $"The decision over {documents} documents needs about {needed >> 20} MiB ({perDocument} bytes a document); the run may use " +
                    $"{context.Options.MemoryBytes >> 20} MiB. Raise --memory, or divide the corpus into several recipes.",
                    context.Work.Root),
                ExitCode.Usage);
        }
    }
}
