using System.Buffers.Binary;
using System.IO.Hashing;
using DataCuration.Deduplication.Sorting;

namespace DataCuration.Deduplication.Boilerplate;

/// <summary>The frequent lines of all domains: 8 bytes each, found by halving. Immutable; safe for concurrent use.</summary>
public sealed class BoilerplateLines
{
    private const string Stage = "boilerplateLines";

    private readonly ulong[] _keys;

    internal BoilerplateLines(ulong[] sortedKeys) => _keys = sortedKeys;

    /// <summary>Number of lines.</summary>
    public int Count => _keys.Length;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="Documents.Diagnostics.DiagnosticException">DC1072: the file is damaged.</exception>
    public static BoilerplateLines Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < sizeof(ulong) || bytes.Length % sizeof(ulong) != 0
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != XxHash3.HashToUInt64(bytes.AsSpan(sizeof(ulong))))
        {
            throw RecordFileHeader.Damaged(path, Stage, "its content does not match its hash");
        }

        ulong[] keys = new ulong[(bytes.Length / sizeof(ulong)) - 1];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan((i + 1) * sizeof(ulong)));
        }

        return new BoilerplateLines(keys);
    }

    /// <summary>Writes the lines after a hash of them.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] bytes = new byte[(_keys.Length + 1) * sizeof(ulong)];
        for (int i = 0; i < _keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((i + 1) * sizeof(ulong)), _keys[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes, XxHash3.HashToUInt64(bytes.AsSpan(sizeof(ulong))));
        stream.Write(bytes);
    }

    /// <summary>A line of a domain; the last bit says that it is boilerplate wherever it stands.</summary>
    internal static ulong KeyOf(ulong domain, ulong line, bool isEverywhere)
    {
        ulong mixed = (domain * 0x9E3779B97F4A7C15) ^ line;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return ((mixed ^ (mixed >> 32)) & ~1UL) | (isEverywhere ? 1UL : 0);
    }

    /// <summary>Whether a line of a domain is frequent, and whether it is so wherever it stands.</summary>
    internal bool Find(ulong domain, ulong line, out bool isEverywhere)
    {
        ulong key = KeyOf(domain, line, isEverywhere: false);
        int place = Array.BinarySearch(_keys, key);
        place = place < 0 ? ~place : place;
        bool isFound = place < _keys.Length && (_keys[place] & ~1UL) == key;
        isEverywhere = isFound && (_keys[place] & 1) != 0;
        return isFound;
    }
}
