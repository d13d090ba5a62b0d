using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Materialising;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Gathers a document's story from documents, columns, ledgers and quarantine. Reads only.</summary>
public static class DocumentExplainer
{
    /// <summary>The story of a document or of a quarantined record.</summary>
    /// <exception cref="DiagnosticException">DC3042: no work directory. DC3045: no such document.</exception>
    public static async Task<Explanation> ExplainAsync(string workDirectory, DocumentId id, CancellationToken cancellationToken)
    {
        WorkDirectory work = WorkDirectories.Open(workDirectory);
        Recipe recipe = WorkDirectories.ReadRecipe(work);
        if (await DocumentLocation.FindAsync(work, id, cancellationToken).ConfigureAwait(false) is { } location)
        {
            return await ExplainDocumentAsync(work, recipe, id, location, cancellationToken).ConfigureAwait(false);
        }

        return await IngestLosses.FindAsync(work, id, cancellationToken).ConfigureAwait(false)
            ?? throw new DiagnosticException(
                Diagnostic.Error("DC3045", $"No document or quarantined record has the id {id}. Ids are in the `id` column of documents, dataset, ledger and quarantine.", work.Root),
                ExitCode.Usage);
    }

    private static async Task<Explanation> ExplainDocumentAsync(
        WorkDirectory work, Recipe recipe, DocumentId id, DocumentLocation location, CancellationToken cancellationToken)
    {
        List<ExplanationStep> steps =
        [
            new(StageNames.Ingest, "document", $"source {location.Document.Source}, part {location.Part}, row {location.Row}; {location.Document.Text.Length} bytes" +
                (location.Document.Url is { } url ? $"; {url}" : "")),
        ];
        await AddRulesAsync(work, recipe, location, steps, cancellationToken).ConfigureAwait(false);
        await AddValueAsync(work, StageNames.Tokens, TokensStage.Column, location, steps, cancellationToken).ConfigureAwait(false);
        foreach (string column in ScoreColumnNames.Optional)
        {
            await AddValueAsync(work, ScoreColumns.StageOf(column), column, location, steps, cancellationToken).ConfigureAwait(false);
        }

        await AddClusterAsync(work, location, steps, cancellationToken).ConfigureAwait(false);
        (string outcome, LedgerEntry? duplicate) = await AddDecisionAsync(work, id, location, steps, cancellationToken).ConfigureAwait(false);
        string? twinText = null;
        if (duplicate?.Twin is { } twin)
        {
            twinText = (await DocumentLocation.FindAsync(work, twin, cancellationToken).ConfigureAwait(false))?.Document.GetTextString();
        }

        return new Explanation
        {
            Id = id.ToString(),
            Outcome = outcome,
            Steps = steps,
            Text = location.Document.GetTextString(),
            TwinId = duplicate?.Twin?.ToString(),
            TwinText = twinText,
        };
    }

    private static async Task AddRulesAsync(WorkDirectory work, Recipe recipe, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        Dictionary<string, ColumnTable?> tables = new(StringComparer.Ordinal);
        foreach (Rule rule in DecisionRules.Of(recipe))
        {
            string stage = ScoreColumns.StageOf(rule.Column);
            if (!tables.TryGetValue(stage, out ColumnTable? table))
            {
                tables[stage] = table = await ReadRowAsync(work, stage, location, cancellationToken).ConfigureAwait(false);
            }

            if (table is null)
            {
                continue;
            }

            double value = NumericColumn.Read(table, rule.Column)[location.Row];
            bool fails = rule.Fails(value);
            steps.Add(new ExplanationStep(PoolsStage.RulesLedger, rule.Name, fails ? "drops the document" : "lets it pass")
            {
                Value = value,
                Threshold = rule.Threshold,
                Verdict = fails ? "failed" : "passed",
            });
        }

        await AddContaminationAsync(work, location, steps, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddContaminationAsync(WorkDirectory work, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(work, StageNames.Contamination, location, cancellationToken).ConfigureAwait(false) is { } table
            && table.Get<string?>(ContaminationStage.Finds)[location.Row] is { } finds)
        {
            steps.AddRange(StateJson.Read<ContaminationFinds>(finds).Best.Select(quote =>
                new ExplanationStep(StageNames.Contamination, quote.Set, $"shares with item {quote.Name}: \"{quote.Text}\"") { Value = quote.Share }));
        }
    }

    private static async Task AddValueAsync(
        WorkDirectory work, string stage, string column, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(work, stage, location, cancellationToken).ConfigureAwait(false) is { } table)
        {
            steps.Add(new ExplanationStep(stage, column, "measured") { Value = NumericColumn.Read(table, column)[location.Row] });
        }
    }

    private static async Task AddClusterAsync(WorkDirectory work, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(work, StageNames.Clusters, location, cancellationToken).ConfigureAwait(false) is not { } table)
        {
            return;
        }

        int size = table.Get<int>(ClustersStage.SizeColumn)[location.Row];
        string detail = size == 1
            ? "no duplicate"
            : $"{size} documents in cluster {table.Get<string?>(ClustersStage.ClusterColumn)[location.Row]}; nearest {table.Get<string?>(ClustersStage.NeighbourColumn)[location.Row]}";
        double similarity = table.Get<double>(ClustersStage.SimilarityColumn)[location.Row];
        steps.Add(new ExplanationStep(StageNames.Clusters, "cluster", detail) { Value = size == 1 ? null : similarity });
    }

    private static async Task<(string Outcome, LedgerEntry? Duplicate)> AddDecisionAsync(
        WorkDirectory work, DocumentId id, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        if (await ReadRowAsync(work, StageNames.Pools, location, cancellationToken).ConfigureAwait(false) is not { } table)
        {
            return ("undecided", null);
        }

        switch ((DocumentOutcome)table.Get<int>("outcome")[location.Row])
        {
            case DocumentOutcome.DroppedByRule:
                steps.Add(new ExplanationStep(StageNames.Pools, "rules", "dropped by the failed rules above") { Verdict = "failed" });
                return ("dropped", null);
            case DocumentOutcome.Duplicate:
                LedgerEntry? entry = await FindAsync(work.Ledger(PoolsStage.DuplicatesLedger, location.Part), id, cancellationToken).ConfigureAwait(false);
                steps.Add(new ExplanationStep(PoolsStage.DuplicatesLedger, "deduplicate.keep", $"duplicate of {entry?.Twin}, which stays; {entry?.Note}") { Verdict = "failed" });
                return ("duplicate", entry);
            case DocumentOutcome.NotSelected:
                LedgerEntry? left = await FindAsync(work.Ledger(PoolsStage.SelectionLedger, location.Part), id, cancellationToken).ConfigureAwait(false);
                steps.Add(new ExplanationStep(PoolsStage.SelectionLedger, left?.Rule ?? SelectionDecision.Rule, left?.Note ?? "")
                {
                    Value = left?.Value,
                    Threshold = left?.Threshold,
                    Verdict = "failed",
                });
                return ("not selected", null);
            default:
                string pool = table.Get<string?>("pool")[location.Row]!;
                steps.Add(new ExplanationStep(StageNames.Pools, "pool", $"placed in pool {pool}"));
                return await AddMixAsync(work, id, location, steps, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(string Outcome, LedgerEntry? Duplicate)> AddMixAsync(
        WorkDirectory work, DocumentId id, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        if (new CompletionStore(work).TryRead(StageNames.Dataset, location.Part) is null)
        {
            return ("kept", null);
        }

        if (await FindAsync(work.Ledger(DatasetStage.MixLedger, location.Part), id, cancellationToken).ConfigureAwait(false) is { } leftOut)
        {
            steps.Add(new ExplanationStep(DatasetStage.MixLedger, leftOut.Rule, leftOut.Note ?? "") { Value = leftOut.Value, Threshold = leftOut.Threshold, Verdict = "failed" });
            return ("not in the mix", null);
        }

        if (await AddRepeatsAsync(work, id, location, steps, cancellationToken).ConfigureAwait(false) is { } repeated)
        {
            return ("repeats others", repeated);
        }

        string edits = work.Ledger(PartEdits.LedgerName, location.Part);
        if (File.Exists(edits))
        {
            steps.AddRange((await LedgerFile.ReadAsync(edits, cancellationToken).ConfigureAwait(false)).Where(entry => entry.Id == id)
                .Select(entry => new ExplanationStep(PartEdits.LedgerName, entry.Rule, entry.Note ?? "")));
        }

        ColumnTable dataset = await ColumnFile.ReadAsync(work.DatasetPart(location.Part), [DatasetPartWriter.RepetitionsColumn], cancellationToken).ConfigureAwait(false);
        int row = dataset.Ids.Index().First(candidate => candidate.Item == id).Index;
        int repetitions = dataset.Get<int>(DatasetPartWriter.RepetitionsColumn)[row];
        steps.Add(new ExplanationStep(StageNames.Dataset, "repetitions", $"written to dataset/{location.Part}.parquet, to be read {repetitions} {(repetitions == 1 ? "time" : "times")} in training")
        {
            Value = repetitions,
        });
        return ("kept", null);
    }

    /// <summary>Tells of text that others have too; returns the ledger's row when so much is repeated that the document leaves.</summary>
    private static async Task<LedgerEntry?> AddRepeatsAsync(
        WorkDirectory work, DocumentId id, DocumentLocation location, List<ExplanationStep> steps, CancellationToken cancellationToken)
    {
        LedgerEntry? leaves = null;
        foreach (string stage in RepeatMethod.Names.Where(stage => File.Exists(work.Ledger(stage, location.Part))))
        {
            foreach (LedgerEntry entry in (await LedgerFile.ReadAsync(work.Ledger(stage, location.Part), cancellationToken).ConfigureAwait(false)).Where(entry => entry.Id == id))
            {
                bool isDropped = entry.Outcome == LedgerOutcome.Dropped;
                string text = isDropped ? "" : $": \"{RepeatedPlace.TextOf(location.Document, entry)}\"";
                string twin = entry.Twin == id ? "seen before" : $"also in {entry.Twin}";
                steps.Add(new ExplanationStep(stage, entry.Rule, $"{entry.Note}, {twin}{text}") { Value = entry.Value, Threshold = entry.Threshold, Verdict = isDropped ? "failed" : null });
                leaves ??= isDropped ? entry : null;
            }
        }

        return leaves;
    }

    private static async Task<LedgerEntry?> FindAsync(string path, DocumentId id, CancellationToken cancellationToken) =>
        File.Exists(path) ? (await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).FirstOrDefault(entry => entry.Id == id) : null;

    private static async Task<ColumnTable?> ReadRowAsync(WorkDirectory work, string stage, DocumentLocation location, CancellationToken cancellationToken)
    {
        string path = work.Columns(stage, location.Part);
        return File.Exists(path) ? await ColumnFile.ReadAsync(path, null, cancellationToken).ConfigureAwait(false) : null;
    }
}
