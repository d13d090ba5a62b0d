using System.Globalization;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Extraction;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>Shards to parts of documents: one task a shard, so that a changed shard is read again and no other.</summary>
internal sealed class IngestStage : Stage
{
    public override string Name => StageNames.Ingest;

    public override string Step => CurationSteps.Ingest;

    public override string AlgorithmVersion => "2+extraction." + HtmlTextExtractor.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [];

    public override bool IsPerPart => true;

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        List<StageTask> tasks = [];
        foreach (ResolvedFile file in context.SourceFiles)
        {
            SourceOptions source = context.Recipe.Sources.Single(candidate => string.Equals(candidate.Name, file.Source, StringComparison.Ordinal));
            string hash = await context.InputHashes.GetAsync(file, cancellationToken).ConfigureAwait(false);
            string options = StateJson.Canonical(new { file = file.RelativePath, source = source.Name, source.Format, source.Fields, source.Extraction, context.Recipe.Output.PartBytes });
            ShardIngestion ingestion = new(context.RemoteFiles, context.Work, source, file, ShardKey(file), context.Recipe.Output.PartBytes);
            tasks.Add(new StageTask(ShardKey(file), options, [new TaskInput(file.RelativePath, hash)], ingestion.RunAsync));
        }

        await context.InputHashes.SaveAsync(cancellationToken).ConfigureAwait(false);
        return tasks;
    }

    public override async Task CheckAsync(RunContext context, IReadOnlyList<CompletionRecord> records, CancellationToken cancellationToken)
    {
        TaskCounts total = TaskCounts.Sum(records.Select(record => record.Counts));
        Conservation.Check(Name, total);
        double allowed = context.Recipe.MaxBadRecords < 1 ? Math.Floor(context.Recipe.MaxBadRecords * total.In) : context.Recipe.MaxBadRecords;
        if (total.Quarantined > allowed)
        {
            throw new DiagnosticException([await TooManyBadRecordsAsync(context, records, total, allowed, cancellationToken).ConfigureAwait(false)], ExitCode.Failed);
        }

        foreach (CompletionRecord record in records.Where(record => record.Counts.Quarantined > 0))
        {
            context.AddWarning(Diagnostic.Warning(
                "DC1091",
                $"{record.Counts.Quarantined} of {record.Counts.In} records could not be read ({Reasons(record.Counts)}). They are in {context.Work.Quarantine(record.Key)}.",
                record.Inputs[0].Name));
        }

        if (total.Out == 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC1092", $"No document came out of {records.Count} shards ({total.In} records read). Check the sources' files, format and fields.", context.Work.Recipe),
                ExitCode.BadInput);
        }
    }

    /// <summary>Depends on the source and the shard's own path only: another shard more or less renames nothing.</summary>
    private static string ShardKey(ResolvedFile file) =>
        file.Source + "-" + Fingerprint.OfText(file.Source + "\n" + file.RelativePath)[..8];

    private static async Task<Diagnostic> TooManyBadRecordsAsync(
        RunContext context, IReadOnlyList<CompletionRecord> records, TaskCounts total, double allowed, CancellationToken cancellationToken)
    {
        CompletionRecord[] worst = [.. records.Where(record => record.Counts.Quarantined > 0).OrderByDescending(record => record.Counts.Quarantined).Take(5)];
        IEnumerable<string> counts = worst.Select(record => $"{record.Inputs[0].Name}: {record.Counts.Quarantined} ({Reasons(record.Counts)})");
        (_, QuarantinedRecord first) = (await QuarantineFile.ReadAsync(context.Work.Quarantine(worst[0].Key), cancellationToken).ConfigureAwait(false))[0];
        string limit = context.Recipe.MaxBadRecords.ToString(CultureInfo.InvariantCulture);
        return Diagnostic.Error(
            "DC1090",
            $"{total.Quarantined} of {total.In} records could not be read; maxBadRecords ({limit}) allows {allowed}. Worst: {string.Join("; ", counts)}. " +
            $"The first, {first.File} at {first.Position}: {first.Message} Look at the quarantine folder, repair or remove the shards, or raise maxBadRecords.",
            context.Work.Root);
    }

    private static string Reasons(TaskCounts counts) =>
        string.Join(", ", counts.Reasons.Where(reason => reason.Key.StartsWith("DC", StringComparison.Ordinal)).Select(reason => $"{reason.Key} x{reason.Value}"));
}
