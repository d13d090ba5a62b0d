using DataCuration.Deduplication.Boilerplate;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules.Urls;

namespace DataCuration.Pipelines.Stages;

/// <summary>Which lines many pages of a registered domain share, over all parts.</summary>
internal sealed class BoilerplateLinesStage : Stage
{
    // The sorter's two buffers and the frequent lines that are kept, of what the run may use.
    private const int SorterPart = 4;
    private const int LinesPart = 8;

    public override string Name => StageNames.BoilerplateLines;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    public static string LinesPath(RunContext context) => context.Work.Intermediate(StageNames.BoilerplateLines, "lines.bin");

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        BoilerplateOptions options = context.Recipe.Boilerplate!;
        string canonical = StateJson.Canonical(new { options.MinPages, options.MinCount, options.MinShare, options.MinEdgeShare, options.MaxPages });
        DocumentPart[] parts = [.. context.SourceParts()];
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", canonical, [.. parts.Select(part => part.Input)], (task, token) => CountAsync(context, parts, task, token))]);
    }

    private static async Task<TaskResult> CountAsync(RunContext context, IReadOnlyList<DocumentPart> parts, TaskContext task, CancellationToken cancellationToken)
    {
        string path = LinesPath(context);
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using BoilerplateCounter counter = new(context.Recipe.Boilerplate!, folder, context.Options.MemoryBytes / SorterPart);
        long documents = 0;
        foreach (DocumentPart part in parts)
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
            {
                foreach (Document document in batch)
                {
                    counter.Add(DomainOf(document), document.Id, document.Text.Span);
                }

                documents += batch.Count;
                task.Progress.Add(batch.Count, batch.Sum(document => (long)document.Text.Length));
            }
        }

        BoilerplateLines lines = Complete(context, counter);
        task.Progress.Note($"{lines.Count} lines are frequent on their domains");
        AtomicFile.Write(path, stream => lines.Write(stream));
        return new TaskResult([path], new TaskCounts { In = documents, Out = documents });
    }

    /// <summary>The registered domain of a document's address; empty when it has none.</summary>
    public static string DomainOf(Document document) => document.Url is { Length: > 0 } url ? PublicSuffixes.Of(url).RegisteredDomain : "";

    private static BoilerplateLines Complete(RunContext context, BoilerplateCounter counter)
    {
        long maxLines = context.Options.MemoryBytes / LinesPart / sizeof(ulong);
        try
        {
            return counter.Complete(maxLines);
        }
        catch (InvalidOperationException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2221",
                    $"More than {maxLines} lines are frequent on their domains, and the run may use {context.Options.MemoryBytes >> 20} MiB. Raise --memory, or raise boilerplate.minPages or boilerplate.minCount.",
                    context.Work.Recipe),
                ExitCode.Usage);
        }
    }
}
