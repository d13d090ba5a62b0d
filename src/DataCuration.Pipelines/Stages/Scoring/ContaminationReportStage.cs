using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Contamination;

namespace DataCuration.Pipelines.Stages;

/// <summary>Which benchmarks were found, how much of each, and the matched text. Reads columns only.</summary>
internal sealed class ContaminationReportStage : Stage
{
    private const double ContaminatedShare = 0.02;
    private const int ExamplesPerBenchmark = 20;

    public override string Name => StageNames.ContaminationReport;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.ContaminationItems, StageNames.Contamination];

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        string options = StateJson.Canonical(new { context.Recipe.Contamination!.Action });
        TaskInput[] inputs = [.. context.Inputs(StageNames.ContaminationItems), .. context.Inputs(StageNames.Contamination)];
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([new StageTask("all", options, inputs, (_, token) => WriteAsync(context, token))]);
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken) =>
        Warn(context, await StateJson.ReadFileAsync<ContaminationReport>(context.Work.Contamination, cancellationToken).ConfigureAwait(false));

    private static async Task<TaskResult> WriteAsync(RunContext context, CancellationToken cancellationToken)
    {
        ContaminationOptions options = context.Recipe.Contamination!;
        ContaminationIndex index = await ContaminationItemsStage.LoadAsync(context, cancellationToken).ConfigureAwait(false);
        HashSet<int> found = [];
        Dictionary<string, long> documentsOf = new(StringComparer.Ordinal);
        Dictionary<string, PriorityQueue<ContaminationReport.Example, (double, string)>> examples = new(StringComparer.Ordinal);
        long documents = 0;
        foreach (DocumentPart part in context.Parts())
        {
            ColumnTable table = await ColumnFile.ReadAsync(
                context.Work.Columns(StageNames.Contamination, part.Name), [ContaminationStage.Finds], cancellationToken).ConfigureAwait(false);
            string?[] finds = table.Get<string?>(ContaminationStage.Finds);
            for (int row = 0; row < finds.Length; row++)
            {
                if (finds[row] is { } json)
                {
                    documents++;
                    ContaminationFinds document = StateJson.Read<ContaminationFinds>(json);
                    found.UnionWith(document.Items);
                    foreach (string set in document.Items.Select(item => index.Items[item].Set).Distinct(StringComparer.Ordinal))
                    {
                        documentsOf[set] = documentsOf.GetValueOrDefault(set) + 1;
                    }

                    Keep(examples, index, document, table.Ids[row], DocumentPools.SourceOf(part.Name));
                }
            }
        }

        ContaminationReport.Benchmark[] benchmarks = [.. options.Sets.Select(set =>
        {
            int items = index.Items.Count(item => item.Set == set.Name);
            int hit = found.Count(item => index.Items[item].Set == set.Name);
            double share = items == 0 ? 0 : hit / (double)items;
            ContaminationReport.Example[] closest = examples.GetValueOrDefault(set.Name) is { } kept
                ? [.. kept.UnorderedItems.OrderByDescending(example => example.Priority).Select(example => example.Element)]
                : [];
            return new ContaminationReport.Benchmark(set.Name, items, hit, share, share > ContaminatedShare, documentsOf.GetValueOrDefault(set.Name), closest);
        })];
        ContaminationReport report = new()
        {
            Rule = options.Rule,
            Action = options.Action,
            PlantedAndFound = index.Items.Count,
            IgnoredGrams = index.IgnoredGramCount,
            Documents = documents,
            Benchmarks = benchmarks,
        };
        await AtomicFile.WriteAsync(context.Work.Contamination, StateJson.Write(report), cancellationToken).ConfigureAwait(false);
        return new TaskResult([context.Work.Contamination], new TaskCounts { In = index.Items.Count, Out = index.Items.Count });
    }

    private static void Keep(
        Dictionary<string, PriorityQueue<ContaminationReport.Example, (double, string)>> examples, ContaminationIndex index, ContaminationFinds document, DocumentId id, string source)
    {
        foreach (ContaminationFinds.Quote quote in document.Best)
        {
            if (!examples.TryGetValue(quote.Set, out PriorityQueue<ContaminationReport.Example, (double, string)>? kept))
            {
                examples.Add(quote.Set, kept = new());
            }

            kept.Enqueue(
                new ContaminationReport.Example(id.ToString(), source, quote.Name, quote.Share, index.Items[quote.Item].Text, quote.Text),
                (quote.Share, id + quote.Name));
            if (kept.Count > ExamplesPerBenchmark)
            {
                kept.Dequeue();
            }
        }
    }

    private static void Warn(RunContext context, ContaminationReport report)
    {
        string[] contaminated = [.. report.Benchmarks.Where(benchmark => benchmark.IsContaminated)
            .Select(benchmark => FormattableString.Invariant($"{benchmark.Name} ({benchmark.ShareFound * 100:0.#} % of its items)"))];
        if (contaminated.Length > 0)
        {
            context.AddWarning(Diagnostic.Warning(
                "DC1067",
                $"Benchmarks are in the sources: {string.Join(", ", contaminated)}; the action is '{report.Action.ToString().ToLowerInvariant()}'. The matched text is in contamination.json.",
                context.Work.Contamination));
        }
    }
}
