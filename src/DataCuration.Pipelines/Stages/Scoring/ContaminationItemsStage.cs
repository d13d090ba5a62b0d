using System.Text;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Contamination;

namespace DataCuration.Pipelines.Stages;

/// <summary>Reads the benchmarks and plants every item to see that it is found, before any document is searched.</summary>
internal sealed class ContaminationItemsStage : Stage
{
    public override string Name => StageNames.ContaminationItems;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [];

    public static string ItemsPath(RunContext context) => context.Work.Intermediate(StageNames.ContaminationItems, "items.json");

    public static async Task<ContaminationIndex> LoadAsync(RunContext context, CancellationToken cancellationToken) =>
        ContaminationIndex.Build(
            await StateJson.ReadFileAsync<EvaluationItem[]>(ItemsPath(context), cancellationToken).ConfigureAwait(false), context.Recipe.Contamination!);

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        List<TaskInput> inputs = [];
        foreach (ResolvedFile file in context.ContaminationFiles)
        {
            inputs.Add(new TaskInput(file.RelativePath, await context.InputHashes.GetAsync(file, cancellationToken).ConfigureAwait(false)));
        }

        return [new StageTask("all", StateJson.Canonical(context.Recipe.Contamination), inputs, (task, token) => ReadAsync(context, task, token))];
    }

    private static async Task<TaskResult> ReadAsync(RunContext context, TaskContext task, CancellationToken cancellationToken)
    {
        ContaminationOptions options = context.Recipe.Contamination!;
        List<EvaluationItem> items = [];
        foreach (ContaminationSetOptions set in options.Sets)
        {
            foreach (ResolvedFile file in context.ContaminationFiles.Where(file => string.Equals(file.Source, set.Name, StringComparison.Ordinal)))
            {
                FieldMapping fields = new() { Text = set.QueryField };
                await foreach (SourceRecord record in ReferenceText.ReadAsync(context.RemoteFiles, file, cancellationToken, fields).ConfigureAwait(false))
                {
                    string name = FormattableString.Invariant($"{file.RelativePath}:{record.Position}");
                    items.Add(new EvaluationItem(set.Name, name, Encoding.UTF8.GetString(record.Payload.Span), Label(set, file, record)));
                }
            }
        }

        ContaminationIndex index = ContaminationIndex.Build(items, options);
        IReadOnlyList<EvaluationItem> missed = ContaminationSelfCheck.Missed(index, options);
        if (missed.Count > 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC1066",
                    $"The search for benchmarks would miss {missed.Count} of {items.Count} items even where a document quotes them in full; the first is {missed[0].Name} of '{missed[0].Set}'. "
                    + "Lower contamination.maxShare, or take another rule.",
                    context.Work.Recipe),
                ExitCode.Usage);
        }

        task.Progress.Note($"{items.Count} items, all found when planted; {index.IgnoredGramCount} n-grams are too common");
        await AtomicFile.WriteAsync(ItemsPath(context), StateJson.Write(items), cancellationToken).ConfigureAwait(false);
        return new TaskResult([ItemsPath(context)], new TaskCounts { In = items.Count, Out = items.Count });
    }

    private static string Label(ContaminationSetOptions set, ResolvedFile file, SourceRecord record)
    {
        if (set.LabelField is not { } field)
        {
            return "";
        }

        using JsonDocument metadata = JsonDocument.Parse(record.Metadata ?? "{}");
        return metadata.RootElement.TryGetProperty(field, out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
            : throw new DiagnosticException(
                Diagnostic.Error(
                    "DC1065",
                    $"The record at {record.Position} has no field '{field}', which contamination.sets says holds the right answer of '{set.Name}'. "
                    + $"Its other fields: {string.Join(", ", metadata.RootElement.EnumerateObject().Select(member => member.Name))}. Correct labelField, or leave it out.",
                    file.FullPath),
                ExitCode.BadInput);
    }
}
