using DataCuration.Deduplication.Sorting;

namespace DataCuration.Deduplication.Clusters;

/// <summary>
/// Turns sorted keys into pairs: each member of a bucket with the bucket's first two in the order of ids (star, as in NeMo Curator) and with
/// its predecessor (chain), so at most 3 a member instead of all. The order of ids, not of rows, makes them independent of the input's order.
/// </summary>
internal sealed class CandidatePairs(int[] ranks, int referenceCount)
{
    private readonly List<LargeBucket> _largeBuckets = [];
    private int[] _rows = new int[16];
    private int[] _rowRanks = new int[16];
    private int _count;

    /// <summary>Buckets above <see cref="DuplicateClusterer.LargeBucketSize"/>: size and row of the smallest id.</summary>
    public IEnumerable<(int Size, int Row)> LargeBuckets => _largeBuckets.Select(bucket => (bucket.Size, bucket.Row));

    /// <summary>The groups of at least two rows with equal keys, of which at least one is not in an index; rows in the order of ids.</summary>
    /// <param name="records">Sorted keys.</param>
    /// <param name="isSkipped">Rows to leave out.</param>
    /// <param name="take">Called for each group; the memory is reused.</param>
    /// <param name="cancellationToken">Stops between groups.</param>
    public void ForEachGroup(SortedRecords<KeyedRow> records, RowSet? isSkipped, Action<ReadOnlyMemory<int>> take, CancellationToken cancellationToken)
    {
        KeyedRow group = default;
        _count = 0;
        bool hasNew = false;
        while (records.MoveNext())
        {
            ref readonly KeyedRow record = ref records.Current;
            if (_count > 0 && !record.HasKeyOf(group))
            {
                Emit(hasNew, take, cancellationToken);
                hasNew = false;
            }

            if (isSkipped is null || !isSkipped.Contains(record.Row))
            {
                group = record;
                hasNew |= record.Row >= referenceCount;
                Append(record.Row);
            }
        }

        Emit(hasNew, take, cancellationToken);
    }

    /// <summary>The pairs of one bucket.</summary>
    public void PairsOf(ReadOnlySpan<int> bucket, ExternalSorter<RowPair> pairs)
    {
        if (bucket.Length > DuplicateClusterer.LargeBucketSize)
        {
            _largeBuckets.Add(new LargeBucket(bucket.Length, bucket[0]));
        }

        for (int i = 1; i < bucket.Length; i++)
        {
            Consider(bucket[0], bucket[i], pairs);
            if (i > 1)
            {
                Consider(bucket[1], bucket[i], pairs);
            }

            if (i > 2)
            {
                Consider(bucket[i - 1], bucket[i], pairs);
            }
        }
    }

    private void Consider(int left, int right, ExternalSorter<RowPair> pairs)
    {
        if (left >= referenceCount || right >= referenceCount)
        {
            pairs.Add(RowPair.Of(left, right));
        }
    }

    private void Append(int row)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, 2 * _count);
            Array.Resize(ref _rowRanks, 2 * _count);
        }

        _rowRanks[_count] = ranks[row];
        _rows[_count++] = row;
    }

    private void Emit(bool hasNew, Action<ReadOnlyMemory<int>> take, CancellationToken cancellationToken)
    {
        if (_count > 1 && hasNew)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Sort(_rowRanks, _rows, 0, _count);
            take(_rows.AsMemory(0, _count));
        }

        _count = 0;
    }

    private sealed record LargeBucket(int Size, int Row);
}
