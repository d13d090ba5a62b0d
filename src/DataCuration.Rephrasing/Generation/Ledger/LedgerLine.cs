using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataCuration.Rephrasing.Generation.Ledger;

/// <summary>
/// A record as a line: sixteen hex digits of the SHA-256 of the JSON, a space, the JSON, a line feed. A line that a crash cut short has a wrong hash or no end. Pure.
/// </summary>
internal static class LedgerLine
{
    private const int HashDigits = 16;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public static byte[] Write(LedgerRecord record)
    {
        using JsonBuffer buffer = JsonBuffer.Take();
        JsonSerializer.Serialize(buffer.Writer, record, Options);
        ReadOnlySpan<byte> json = buffer.Written;
        byte[] line = new byte[HashDigits + json.Length + 2];
        WriteHash(json, line);
        line[HashDigits] = (byte)' ';
        json.CopyTo(line.AsSpan(HashDigits + 1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The record of a line without its line feed; null when the line is damaged.</summary>
    public static LedgerRecord? TryRead(ReadOnlySpan<byte> line)
    {
        if (line.Length < HashDigits + 3 || line[HashDigits] != ' ')
            return null;
        ReadOnlySpan<byte> json = line[(HashDigits + 1)..];
        Span<byte> hash = stackalloc byte[HashDigits];
        WriteHash(json, hash);
        return hash.SequenceEqual(line[..HashDigits]) ? JsonSerializer.Deserialize<LedgerRecord>(json, Options) : null;
    }

    private static void WriteHash(ReadOnlySpan<byte> json, Span<byte> target)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash[..(HashDigits / 2)]), target);
    }
}
