using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataCuration.Documents;

/// <summary>
/// A document's stable name: the first 128 bits of SHA-256 over its source, its file and its record position.
/// It does not depend on the order of files, the number of threads or the machine. Written as 32 lower-case hex digits.
/// </summary>
public readonly record struct DocumentId(UInt128 Value) : IComparable<DocumentId>
{
    /// <summary>The id of the record at <paramref name="position"/> of a file.</summary>
    /// <param name="source">The source's name in the recipe.</param>
    /// <param name="file">The file's path relative to the recipe's folder, with forward slashes.</param>
    /// <param name="position">The record's position as its reader defines it; unique within the file.</param>
    public static DocumentId Create(string source, string file, long position)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        byte[] key = Encoding.UTF8.GetBytes($"{source}\n{file}\n{position.ToString(CultureInfo.InvariantCulture)}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        return new DocumentId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads 32 hex digits.</summary>
    /// <exception cref="FormatException">The text is not 32 hex digits.</exception>
    public static DocumentId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DocumentId id) ? id : throw new FormatException($"'{text}' is not a document id: expected 32 hex digits.");
    }

    /// <summary>Reads 32 hex digits; false when the text is anything else.</summary>
    public static bool TryParse(string? text, out DocumentId id)
    {
        bool isHex = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value);
        id = new DocumentId(value);
        return isHex && text!.Length == 32;
    }

    /// <inheritdoc/>
    public int CompareTo(DocumentId other) => Value.CompareTo(other.Value);

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Order of the 128-bit values.</summary>
    public static bool operator <(DocumentId left, DocumentId right) => left.Value < right.Value;

    /// <summary>Order of the 128-bit values.</summary>
    public static bool operator >(DocumentId left, DocumentId right) => left.Value > right.Value;

    /// <summary>Order of the 128-bit values.</summary>
    public static bool operator <=(DocumentId left, DocumentId right) => left.Value <= right.Value;

    /// <summary>Order of the 128-bit values.</summary>
    public static bool operator >=(DocumentId left, DocumentId right) => left.Value >= right.Value;
}
