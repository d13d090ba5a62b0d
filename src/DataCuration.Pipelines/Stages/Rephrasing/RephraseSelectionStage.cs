using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Selection;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>
/// Which documents are rephrased in which styles: those that rules, duplicates and selection would keep, routed by their quality. Reads columns only; a changed threshold
/// costs seconds here, and what was generated for documents that stay is in the ledger. Belongs to the step before, so that a plan can count what would be asked.
/// </summary>
internal sealed class RephraseSelectionStage : Stage
{
    /// <summary>The column: the document's styles, joined by commas; null when it is not rephrased.</summary>
    public const string StylesColumn = "styles";

    private const int Buckets = 20;

    // Independent of the hashes that sample, fold and break ties elsewhere.
    private const ulong Salt = 0x72657068726173;

    // The others, WRAP's and the user's own, are for documents of any quality.
    private static readonly HashSet<string> Routable = [.. StyleCatalogue.RouteOf(0), .. StyleCatalogue.RouteOf(Buckets - 1)];

    public override string Name => StageNames.RephraseSelection;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, .. ScoreColumns.Stages, StageNames.Tokens, StageNames.Clusters, StageNames.UrlKeys, StageNames.Prune];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        RephraseOptions rephrase = context.Recipe.Rephrase!;
        string options = StateJson.Canonical(new
        {
            decision = PoolsStage.OptionsOf(context.Recipe),
            rephrase = new { rephrase.Styles, rephrase.Routing, rephrase.Share },
        });
        TaskInput[] inputs = [.. DependsOn.Skip(1).SelectMany(context.Inputs)];
        PoolsStage.CheckMemory(context);
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([new StageTask("all", options, inputs, (task, token) => WriteAsync(context, task, token))]);
    }

    public override Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        Conservation.CheckAllDocuments(Name, context, records);
        return Task.CompletedTask;
    }

    private static async Task<TaskResult> WriteAsync(RunContext context, TaskContext task, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.SourceParts();
        DecisionTable table = new();
        PartJudge judge = new(context.Recipe, table);
        task.Progress.AddTotal(parts.Count);
        foreach (DocumentPart part in parts)
        {
            judge.Add(await PartColumns.ReadAsync(context, part.Name, judge.Columns, cancellationToken).ConfigureAwait(false), isSynthetic: false, (_, _, _) => { });
            task.Progress.AddWork(1);
        }

        KeepPolicy policy = KeepPolicy.Parse(context.Recipe.Deduplicate?.Keep ?? new DeduplicateOptions().Keep);
        UrlDecision.Apply(table, context.Recipe.Deduplicate?.Url, policy);
        DuplicateDecision.Apply(table, policy);
        PruneDecision.Apply(table, context.Recipe.Prune, context.Recipe.Seed);
        SelectionDecision.Apply(table, context.Recipe.Select, context.Recipe.Seed);
        string?[] styles = StylesOf(table, context.Recipe);
        List<string> outputs = [];
        for (int p = 0; p < parts.Count; p++)
        {
            int start = table.PartStarts[p];
            int count = table.PartStarts[p + 1] - start;
            outputs.Add(context.Work.Columns(StageNames.RephraseSelection, parts[p].Name));
            ColumnTable columns = new(table.Ids.GetRange(start, count), [new Column<string?>(StylesColumn, styles[start..(start + count)])]);
            await ColumnFile.WriteAsync(outputs[^1], columns, cancellationToken).ConfigureAwait(false);
        }

        return new TaskResult(outputs, new TaskCounts { In = table.Count, Out = table.Count });
    }

    private static string?[] StylesOf(DecisionTable table, Recipe recipe)
    {
        RephraseOptions options = recipe.Rephrase!;
        int[] kept = [.. Enumerable.Range(0, table.Count).Where(row => table.Outcomes[row] == DocumentOutcome.Kept)];
        DocumentId[] ids = Array.ConvertAll(kept, row => table.Ids[row]);
        double[] scores = Array.ConvertAll(kept, row => table.PoolScores[row]);
        bool hasScores = scores.Any(score => !double.IsNaN(score));
        double[] order = hasScores ? scores : Array.ConvertAll(ids, id => -StableHash.UnitOf(id, recipe.Seed ^ Salt));
        bool[] isChosen = options.Share < 1
            ? TopShare.Select(order, ids, [], 0, options.Share, TieRule.Split, recipe.Seed)
            : [.. kept.Select(_ => true)];
        int[]? pools = options.Routing == RephraseRouting.QualityBucket
            ? [.. QuantilePools.Assign(scores, ids, [], [.. Enumerable.Range(0, Buckets + 1).Select(i => i / (double)Buckets)], recipe.Seed).PoolIndex]
            : null;
        string all = string.Join(',', options.Styles);
        string?[] styles = new string?[table.Count];
        for (int i = 0; i < kept.Length; i++)
        {
            if (isChosen[i])
            {
                styles[kept[i]] = pools is null ? all : Routed(pools[i], options);
            }
        }

        return styles;
    }

    private static string? Routed(int pool, RephraseOptions options)
    {
        if (pool < 0)
        {
            return null;
        }

        // Pool 0 is the best twentieth, bucket 19.
        IReadOnlyList<string> route = StyleCatalogue.RouteOf(Buckets - 1 - pool);
        string[] styles = [.. options.Styles.Where(style => route.Contains(style) || !Routable.Contains(style))];
        return styles.Length == 0 ? null : string.Join(',', styles);
    }
}
