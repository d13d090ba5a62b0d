// Byte-level byte-pair encoding (Sennrich et al., arXiv 1508.07909; on bytes: Radford et al. 2019, §2.2). What differs: the
// vocabulary is small (2k-32k, because the head is most of a small probe), token 0 is the document separator, and bytes come
// next in their own order, so that every byte string has tokens and decodes back to itself.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DataCuration.Probes.Tokenizer;

/// <summary>A trained byte-level BPE vocabulary. Immutable; thread-safe. Encoding needs a <see cref="BytePairEncoder"/> a thread.</summary>
public sealed class BytePairTokenizer
{
    /// <summary>The token in front of every document.</summary>
    public const ushort DocumentStart = 0;

    /// <summary>The first merged token: one separator and 256 bytes come before.</summary>
    internal const int FirstMerged = 257;

    private readonly byte[][] _bytes;

    internal BytePairTokenizer(IReadOnlyList<(ushort Left, ushort Right)> merges)
    {
        Merges = merges;
        Pairs = new PairTable(merges, FirstMerged);
        _bytes = new byte[FirstMerged + merges.Count][];
        _bytes[DocumentStart] = [];
        for (int value = 0; value < 256; value++)
        {
            _bytes[1 + value] = [(byte)value];
        }

        byte[] content = new byte[merges.Count * 4];
        for (int index = 0; index < merges.Count; index++)
        {
            (ushort left, ushort right) = merges[index];
            _bytes[FirstMerged + index] = [.. _bytes[left], .. _bytes[right]];
            BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(4 * index), left);
            BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan((4 * index) + 2), right);
        }

        ContentHash = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Number of tokens: the separator, 256 bytes and the merges.</summary>
    public int VocabularySize => _bytes.Length;

    /// <summary>SHA-256 of the merges, in lower-case hex: equal hashes encode every text alike.</summary>
    public string ContentHash { get; }

    internal IReadOnlyList<(ushort Left, ushort Right)> Merges { get; }

    internal PairTable Pairs { get; }

    /// <summary>An encoder for one thread.</summary>
    public BytePairEncoder CreateEncoder() => new(this);

    /// <summary>The bytes that a token stands for; none for <see cref="DocumentStart"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The token is not below <see cref="VocabularySize"/>.</exception>
    public ReadOnlyMemory<byte> BytesOf(ushort token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _bytes.Length);
        return _bytes[token];
    }

    /// <summary>The text of the tokens; separators vanish.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is not below <see cref="VocabularySize"/>.</exception>
    public byte[] Decode(ReadOnlySpan<ushort> tokens)
    {
        int length = 0;
        foreach (ushort token in tokens) length += BytesOf(token).Length;
        byte[] text = new byte[length];
        int end = 0;
        foreach (ushort token in tokens)
        {
            _bytes[token].CopyTo(text, end);
            end += _bytes[token].Length;
        }

        return text;
    }
}
