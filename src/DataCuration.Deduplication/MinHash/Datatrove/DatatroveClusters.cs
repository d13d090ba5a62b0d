// Stages 2 and 3 of datatrove 0.10's MinHash: in each bucket, neighbours with equal hashes in the order (hashes, file, document) are pairs; pairs
// are united bucket by bucket, the larger set's root above the smaller's, the first one's when they are equal; every document that is not its
// set's root is removed. Held in memory: for the compatibility profile, not for large corpora.
using System.Buffers.Binary;

namespace DataCuration.Deduplication.MinHash.Datatrove;

/// <summary>The documents that datatrove 0.10 removes. Immutable.</summary>
public sealed class DatatroveClusters
{
    private const int PairBytes = 4 * sizeof(uint);

    private readonly Dictionary<(int File, int Document), (int File, int Document)> _parents = [];
    private readonly Dictionary<(int File, int Document), int> _sizes = [];
    private readonly List<byte[]> _pairFiles = [];

    /// <summary>Clusters the signatures of all files' documents.</summary>
    /// <param name="files">For each file the signatures of its documents in order; null where one has none.</param>
    public DatatroveClusters(IReadOnlyList<IReadOnlyList<ulong[]?>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        for (int bucket = 0; bucket < DatatroveMinHasher.Buckets; bucket++)
        {
            DatatroveRecord[] records = [.. files.SelectMany((signatures, file) => DatatroveRecord.Of(signatures, bucket, file)).Order()];
            using MemoryStream pairs = new();
            byte[] pair = new byte[PairBytes];
            for (int i = 1; i < records.Length; i++)
            {
                DatatroveRecord left = records[i - 1], right = records[i];
                if (left.HasHashesOf(right))
                {
                    BinaryPrimitives.WriteInt32LittleEndian(pair, left.File);
                    BinaryPrimitives.WriteInt32LittleEndian(pair.AsSpan(4), left.Document);
                    BinaryPrimitives.WriteInt32LittleEndian(pair.AsSpan(8), right.File);
                    BinaryPrimitives.WriteInt32LittleEndian(pair.AsSpan(12), right.Document);
                    pairs.Write(pair);
                    Union((left.File, left.Document), (right.File, right.Document));
                }
            }

            _pairFiles.Add(pairs.ToArray());
        }
    }

    /// <summary>The pairs of each bucket as stage 2 writes them with one worker a bucket: file, document, file, document, little endian.</summary>
    public IReadOnlyList<byte[]> PairFiles => _pairFiles;

    /// <summary>The documents of a file that are removed, ascending.</summary>
    public IEnumerable<int> RemovedOf(int file) =>
        _parents.Keys.Where(document => document.File == file && Find(document) != document).Select(document => document.Document).Order();

    /// <summary>A document that stands for this one's cluster; itself when it is alone.</summary>
    public (int File, int Document) RootOf(int file, int document) => Find((file, document));

    private (int File, int Document) Find((int File, int Document) document)
    {
        while (_parents.TryGetValue(document, out (int File, int Document) parent) && parent != document)
        {
            document = parent;
        }

        return document;
    }

    private void Union((int File, int Document) left, (int File, int Document) right)
    {
        _parents.TryAdd(left, left);
        _parents.TryAdd(right, right);
        (int File, int Document) a = Find(left), b = Find(right);
        if (a == b)
        {
            return;
        }

        int sizeA = _sizes.GetValueOrDefault(a, 1), sizeB = _sizes.GetValueOrDefault(b, 1);
        if (sizeA < sizeB)
        {
            (a, b) = (b, a);
        }

        _parents[b] = a;
        _sizes[a] = sizeA + sizeB;
    }
}
