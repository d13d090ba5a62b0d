using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.InteropServices;
using ZstdSharp;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Undoes a body's transfer and content encodings (RFC 9112 section 7.1, RFC 9110 section 8.4). Many crawlers store the decoded body
/// under the headers as received, so a body that is not in the declared encoding is taken as it is. Pure.
/// </summary>
internal static class HttpBody
{
    private const int MinContentBytes = 1 << 16;

    /// <summary>The decoded body; null, with the reason, when it is damaged or larger than <paramref name="maxBytes"/>. It lies in the message or in <paramref name="memory"/>.</summary>
    public static ReadOnlyMemory<byte>? Decode(HttpMessage message, int maxBytes, BlockMemory memory, out string problem)
    {
        problem = "";
        ReadOnlyMemory<byte> body = message.Body;
        if (message.Headers["Transfer-Encoding"]?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
        {
            body = Dechunk(body.Span, memory) ?? body;
        }

        string[] encodings = message.Headers["Content-Encoding"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (string encoding in encodings.Reverse())
        {
            if (Decompressor(encoding, body) is not { } open) continue;
            try
            {
                body = Decompress(open, body, maxBytes, memory) ?? throw new InvalidDataException($"it is larger than {maxBytes >> 20} MiB");
            }
            catch (Exception damage) when (damage is InvalidDataException or InvalidOperationException or ZstdException or EndOfStreamException)
            {
                if (IsMarkup(body.Span)) continue;
                problem = $"Content-Encoding is {encoding} but {damage.Message}";
                return null;
            }
        }

        return body;
    }

    /// <summary>The chunks' content; null when the bytes are not chunked. A last chunk that is cut off counts as far as it goes.</summary>
    internal static ReadOnlyMemory<byte>? Dechunk(ReadOnlySpan<byte> body, BlockMemory memory)
    {
        Memory<byte> content = memory.Take(body.Length);
        int length = 0;
        while (true)
        {
            int newline = body.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = newline < 0 ? body : body[..newline];
            if (!Utf8Parser.TryParse(line, out int size, out int digits, 'x') || size < 0 || !IsEndOfSize(line[digits..])) return null;
            if (newline < 0 || size == 0) return content[..length];
            body = body[(newline + 1)..];
            int taken = Math.Min(size, body.Length);
            body[..taken].CopyTo(content.Span[length..]);
            length += taken;
            body = body[taken..];
            if (body.StartsWith("\r\n"u8)) body = body[2..];
            else if (body.StartsWith("\n"u8)) body = body[1..];
            else if (body.Length > 1) return null;
            if (body.Length <= 1) return content[..length];
        }
    }

    private static bool IsEndOfSize(ReadOnlySpan<byte> rest) => rest.TrimStart((byte)' ') is var tail && (tail.IsEmpty || tail[0] is (byte)'\r' or (byte)';');

    private static Func<Stream, Stream>? Decompressor(string encoding, ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> head = body.Span;
        if (head.IsEmpty) return null;
        return encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" when head.StartsWith<byte>([0x1F, 0x8B]) => source => new GZipStream(source, CompressionMode.Decompress),
            "deflate" when IsZlib(head) => source => new ZLibStream(source, CompressionMode.Decompress),
            "deflate" => source => new DeflateStream(source, CompressionMode.Decompress),
            "br" => source => new BrotliStream(source, CompressionMode.Decompress),
            "zstd" when head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]) => source => new DecompressionStream(source),
            _ => null,
        };
    }

    private static ReadOnlyMemory<byte>? Decompress(Func<Stream, Stream> open, ReadOnlyMemory<byte> body, int maxBytes, BlockMemory memory)
    {
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(body, out ArraySegment<byte> array) ? array : body.ToArray();
        using MemoryStream source = new(segment.Array!, segment.Offset, segment.Count, writable: false);
        using Stream decoder = open(source);
        byte[] content = ArrayPool<byte>.Shared.Rent(Math.Max(MinContentBytes, 4 * Math.Min(body.Length, maxBytes / 4)));
        try
        {
            int length = 0;
            for (int read; (read = decoder.Read(content, length, content.Length - length)) > 0;)
            {
                length += read;
                if (length > maxBytes) return null;
                if (length < content.Length) continue;
                byte[] larger = ArrayPool<byte>.Shared.Rent(2 * length);
                content.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(content);
                content = larger;
            }

            return memory.Copy(content.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private static bool IsZlib(ReadOnlySpan<byte> head) => head.Length >= 2 && (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0;

    private static bool IsMarkup(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
}
