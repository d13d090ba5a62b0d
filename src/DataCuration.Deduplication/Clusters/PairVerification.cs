// Joins candidate pairs with the features of both documents without random access: a block nested-loop join (Blasgen and Eswaran 1977).
// Pairs come sorted by left row. As many left rows as fit into memory are loaded in one forward pass; their pairs are sorted by right
// row, and a second forward pass from the first of them on compares each right row as it comes by. Only rows in pairs are held, so
// with a few per cent of duplicates one or two passes over the file are enough at any size.
// Cost: features are read at most ceil(left bytes / memory) times, forward, and stepped over where no pair needs them, so that a few pairs with a
// large index cost a few reads; a comparison of 112 values takes 20 ns.
using DataCuration.Deduplication.Sorting;

namespace DataCuration.Deduplication.Clusters;

/// <summary>Verifies sorted candidate pairs.</summary>
internal sealed class PairVerification(SketchStore store, EdgeTest test, long memoryBytes)
{
    /// <summary>Called for each accepted pair.</summary>
    public delegate void EdgeFound(int left, int right, double similarity);

    /// <summary>Passes over the features so far.</summary>
    public int Passes { get; private set; }

    /// <summary>Verifies all pairs of a file; returns the number accepted.</summary>
    public long Run(string pairsFile, EdgeFound found, CancellationToken cancellationToken)
    {
        using RecordFileReader<RowPair> pairs = new(pairsFile, SketchStore.Stage);
        using FeatureFileReader features = new(store.FeatureFiles, SketchStore.Stage);
        using FeatureFileReader rights = new(store.FeatureFiles, SketchStore.Stage);
        long accepted = 0;
        bool hasPair = pairs.TryRead(out RowPair next);
        while (hasPair)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Block block = new();
            (int, long, int) start = default;
            while (hasPair && (block.Count == 0 || block.Bytes < memoryBytes))
            {
                ReadOnlySpan<uint> left = Seek(features, next.Left, out (int, long, int) place);
                if (block.Count == 0)
                {
                    start = place;
                }

                int offset = block.AddLeft(left);
                for (int row = next.Left; hasPair && next.Left == row; hasPair = pairs.TryRead(out next))
                {
                    block.AddPair(next, offset, left.Length);
                }
            }

            rights.GoTo(start);
            Passes++;
            accepted += Compare(block, rights, found, cancellationToken);
        }

        return accepted;
    }

    private static ReadOnlySpan<uint> Seek(FeatureFileReader features, int row, out (int File, long Offset, int Row) place)
    {
        features.SeekForward(row);
        place = features.Place;
        return features.TryRead(out ReadOnlySpan<uint> values) ? values : throw new InvalidOperationException($"There is no row {row} in the features.");
    }

    private long Compare(Block block, FeatureFileReader rights, EdgeFound found, CancellationToken cancellationToken)
    {
        long accepted = 0;
        ReadOnlySpan<uint> right = default;
        int row = -1;
        foreach (Waiting pair in block.InRightOrder())
        {
            if (pair.Right != row)
            {
                row = pair.Right;
                right = Seek(rights, row, out _);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (test.Accepts(block.Left(pair), right, out double similarity))
            {
                accepted++;
                found(pair.Left, row, similarity);
            }
        }

        return accepted;
    }

    /// <summary>A pair whose left features are loaded.</summary>
    private readonly record struct Waiting(int Right, int Left, int Offset, int Length) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other) => Right != other.Right ? Right.CompareTo(other.Right) : Left.CompareTo(other.Left);
    }

    private sealed class Block
    {
        private uint[] _arena = new uint[1 << 12];
        private int _used;
        private readonly List<Waiting> _pairs = [];

        public int Count => _pairs.Count;

        public long Bytes => ((long)sizeof(uint) * _used) + (16L * _pairs.Count);

        public int AddLeft(ReadOnlySpan<uint> values)
        {
            if (_used + values.Length > _arena.Length)
            {
                Array.Resize(ref _arena, (int)Math.Min(Array.MaxLength, Math.Max(2L * _arena.Length, (long)_used + values.Length)));
            }

            values.CopyTo(_arena.AsSpan(_used));
            _used += values.Length;
            return _used - values.Length;
        }

        public void AddPair(RowPair pair, int offset, int length) => _pairs.Add(new Waiting(pair.Right, pair.Left, offset, length));

        public ReadOnlySpan<uint> Left(in Waiting pair) => _arena.AsSpan(pair.Offset, pair.Length);

        public List<Waiting> InRightOrder()
        {
            _pairs.Sort();
            return _pairs;
        }
    }
}
