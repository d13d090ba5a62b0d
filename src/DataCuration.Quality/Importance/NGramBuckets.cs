// Hashed n-gram counts as DSIR takes them (Xie et al. 2023, arXiv 2302.03169, section 4): lower-case words and punctuation, all n-grams up to n joined
// with one space, each in the bucket that SHA-256 of its UTF-8 bytes, read as one big number, leaves modulo the number of buckets. With XxHash3
// instead of SHA-256 the buckets differ from DSIR's and the features cost a fifth. Cost: one hash an n-gram.
using System.IO.Hashing;
using System.Security.Cryptography;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Importance;

/// <summary>Counts a text's hashed n-grams. Reuses its buffers: one instance a thread.</summary>
public sealed class NGramBuckets
{
    private readonly int _maxWordsPerGram;
    private readonly GramHash _hash;
    private byte[] _bytes = new byte[4096];
    private byte[] _gram = new byte[256];
    private int[] _ends = new int[1024];
    private int[] _buckets = new int[2048];
    private int _count;

    /// <summary>A counter.</summary>
    /// <param name="bucketCount">Number of buckets; the paper's is 10,000.</param>
    /// <param name="maxWordsPerGram">Longest n-gram; the paper's is 2.</param>
    /// <param name="hash">Which hash chooses the bucket.</param>
    public NGramBuckets(int bucketCount, int maxWordsPerGram, GramHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWordsPerGram, 1);
        BucketCount = bucketCount;
        _maxWordsPerGram = maxWordsPerGram;
        _hash = hash;
    }

    /// <summary>Number of buckets.</summary>
    public int BucketCount { get; }

    /// <summary>Tokens of the last text.</summary>
    public int TokenCount { get; private set; }

    /// <summary>The bucket of each n-gram of the last text, in the text's order; valid until the next.</summary>
    public ReadOnlySpan<int> Buckets => _buckets.AsSpan(0, _count);

    /// <summary>The bucket of one n-gram, its words joined by single spaces.</summary>
    public int BucketOf(ReadOnlySpan<byte> gram)
    {
        if (_hash == GramHash.XxHash3)
        {
            return (int)(((UInt128)XxHash3.HashToUInt64(gram) * (ulong)BucketCount) >> 64);
        }

        // The digest as one big-endian number modulo the buckets, byte by byte.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(gram, digest);
        long remainder = 0;
        foreach (byte part in digest)
        {
            remainder = ((remainder << 8) | part) % BucketCount;
        }

        return (int)remainder;
    }

    /// <summary>Cuts a text and hashes its n-grams.</summary>
    public void Count(ReadOnlySpan<byte> utf8)
    {
        TokenCount = WordPunctuation.Cut(utf8, ref _bytes, ref _ends);
        _count = 0;
        for (int first = 0; first < TokenCount; first++)
        {
            int length = 0;
            int last = Math.Min(TokenCount, first + _maxWordsPerGram);
            for (int token = first; token < last; token++)
            {
                ReadOnlySpan<byte> word = _bytes.AsSpan((token == 0 ? 0 : _ends[token - 1])..(_ends[token]));
                if (_gram.Length < length + word.Length + 1)
                {
                    Array.Resize(ref _gram, 2 * (length + word.Length + 1));
                }

                if (token > first)
                {
                    _gram[length++] = (byte)' ';
                }

                word.CopyTo(_gram.AsSpan(length));
                length += word.Length;
                Add(BucketOf(_gram.AsSpan(0, length)));
            }
        }
    }

    private void Add(int bucket)
    {
        if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, _count * 2);
        }

        _buckets[_count++] = bucket;
    }
}
