using System.IO.Hashing;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Materialising;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Differences;

// Ids hash source, file and record position, so a document can only meet itself in the parts of its own shard: the join goes shard by shard. A shard of
// more documents than a pass may hold is read in several passes, each over the ids of one residue class. So memory is one pass (about 200 bytes a
// document) and one part, whatever the size of the works. Text is read only of shards whose parts are not byte-identical.

/// <summary>Joins the documents of two work directories.</summary>
internal static class DocumentDiff
{
    /// <summary>Documents of one shard that are held at once.</summary>
    public const int DocumentsPerPass = 1 << 20;

    private static readonly string[] Ledgers = [PoolsStage.RulesLedger, PoolsStage.DuplicatesLedger, PoolsStage.SelectionLedger, DatasetStage.MixLedger, .. RepeatMethod.Names];

    public static async Task<DocumentChanges> CompareAsync(DiffSide before, DiffSide after, int examplesPerKind, int documentsPerPass, CancellationToken cancellationToken)
    {
        DocumentTally tally = new(examplesPerKind);
        ILookup<string, TaskOutput> partsBefore = before.PartsByShard();
        ILookup<string, TaskOutput> partsAfter = after.PartsByShard();
        foreach (string shard in partsBefore.Select(group => group.Key).Union(partsAfter.Select(group => group.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string[] left = [.. partsBefore[shard].Select(NameOf)];
            string[] right = [.. partsAfter[shard].Select(NameOf)];
            bool hasSameTexts = partsBefore[shard].Select(part => part.Sha256).SequenceEqual(partsAfter[shard].Select(part => part.Sha256), StringComparer.Ordinal);
            long documents = Math.Max(CountOf(before, shard), CountOf(after, shard));
            uint passes = (uint)Math.Max(1, (documents + documentsPerPass - 1) / documentsPerPass);
            string source = DocumentPools.SourceOf(shard + "-0");
            for (uint pass = 0; pass < passes; pass++)
            {
                Dictionary<DocumentId, DocumentState> known = [];
                await VisitAsync(before, left, !hasSameTexts && right.Length > 0, passes, pass, known.Add, cancellationToken).ConfigureAwait(false);
                await VisitAsync(
                    after,
                    right,
                    !hasSameTexts && left.Length > 0,
                    passes,
                    pass,
                    (id, state) => tally.Add(id, source, known.Remove(id, out DocumentState old) ? old : null, state),
                    cancellationToken).ConfigureAwait(false);
                foreach ((DocumentId id, DocumentState state) in known)
                {
                    tally.Add(id, source, state, null);
                }
            }
        }

        return tally.ToChanges();
    }

    private static string NameOf(TaskOutput part) => Path.GetFileNameWithoutExtension(part.Path);

    private static long CountOf(DiffSide side, string shard) => side.Records(StageNames.Ingest).FirstOrDefault(record => record.Key == shard)?.Counts.Out ?? 0;

    private static async Task VisitAsync(
        DiffSide side, string[] parts, bool readsText, uint passes, uint pass, Action<DocumentId, DocumentState> visit, CancellationToken cancellationToken)
    {
        foreach (string part in parts)
        {
            ColumnTable table = await ColumnFile.ReadAsync(side.Work.Columns(StageNames.Pools, part), ["pool"], cancellationToken).ConfigureAwait(false);
            string?[] pools = table.Get<string?>("pool");
            Dictionary<DocumentId, List<LedgerEntry>> reasons = await ReasonsAsync(side, part, passes, pass, cancellationToken).ConfigureAwait(false);
            ulong[]? hashes = readsText ? await TextHashesAsync(side, part, table.Count, cancellationToken).ConfigureAwait(false) : null;
            for (int row = 0; row < pools.Length; row++)
            {
                DocumentId id = table.Ids[row];
                if (IsOf(id, passes, pass))
                {
                    reasons.TryGetValue(id, out List<LedgerEntry>? entries);
                    string? pool = entries is null && pools[row] is { } name ? string.Intern(name) : null;
                    visit(id, new DocumentState(pool, entries is null ? [] : [.. entries.Select(entry => string.Intern(entry.Rule))], entries?[0].Value, entries?[0].Threshold, hashes?[row] ?? 0));
                }
            }
        }
    }

    private static bool IsOf(DocumentId id, uint passes, uint pass) => passes == 1 || (ulong)(id.Value >> 64) % passes == pass;

    private static async Task<Dictionary<DocumentId, List<LedgerEntry>>> ReasonsAsync(DiffSide side, string part, uint passes, uint pass, CancellationToken cancellationToken)
    {
        Dictionary<DocumentId, List<LedgerEntry>> reasons = [];
        foreach (string path in Ledgers.Select(ledger => side.Work.Ledger(ledger, part)).Where(side.Has))
        {
            foreach (LedgerEntry entry in await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Outcome != LedgerOutcome.Dropped || !IsOf(entry.Id, passes, pass))
                {
                    continue;
                }

                if (!reasons.TryGetValue(entry.Id, out List<LedgerEntry>? entries))
                {
                    reasons.Add(entry.Id, entries = []);
                }

                entries.Add(entry);
            }
        }

        return reasons;
    }

    private static async Task<ulong[]> TextHashesAsync(DiffSide side, string part, int count, CancellationToken cancellationToken)
    {
        ulong[] hashes = new ulong[count];
        int row = 0;
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(side.Work.Documents(part), cancellationToken).ConfigureAwait(false))
        {
            foreach (Document document in batch)
            {
                hashes[row++] = XxHash3.HashToUInt64(document.Text.Span);
            }
        }

        return hashes;
    }
}
