using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using DataCuration.Documents;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Web archives (ISO 28500, WARC 0.17 to 1.1): HTTP responses become pages, conversion records (WET) become text, other records are counted as
/// skipped. A broken record is quarantined with its offset in the decompressed stream, and reading goes on at the next line that starts a record:
/// never a silent stop in the middle of a file. Memory: one record.
/// </summary>
internal sealed class WarcReader(string relativePath)
{
    /// <summary>A larger record is quarantined and skipped.</summary>
    public const long MaxRecordBytes = 64L << 20;

    private const int MaxHeaderBytes = 1 << 20;

    public async IAsyncEnumerable<ReadItem> ReadAsync(InputBuffer input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await SkipBlankLinesAsync(input, cancellationToken).ConfigureAwait(false);
            if (input.Length == 0 && input.IsAtEnd)
            {
                yield break;
            }

            int headerLength = await FindHeaderEndAsync(input, cancellationToken).ConfigureAwait(false);
            WarcHeader? header = headerLength < 0 ? null : WarcHeader.TryParse(input.Window[..headerLength]);
            if (header?.ContentLength is not { } bodyLength)
            {
                if (input.IsAtEnd && input.Damage is not null)
                {
                    yield break;
                }

                yield return ReadItem.From(Bad(input, "DC1010", header is null
                    ? "No WARC record starts here: expected a line 'WARC/1.0' and headers up to an empty line. The reader goes on at the next record."
                    : "The record has no valid Content-Length. The reader goes on at the next record."));
                await ResynchroniseAsync(input, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (bodyLength > MaxRecordBytes)
            {
                yield return ReadItem.From(Bad(input, "DC1011", $"The record holds {bodyLength} bytes; records up to {MaxRecordBytes >> 20} MiB are read."));
                await SkipAsync(input, headerLength + bodyLength, cancellationToken).ConfigureAwait(false);
                continue;
            }

            int total = headerLength + (int)bodyLength;
            if (!await input.EnsureAsync(total, cancellationToken).ConfigureAwait(false))
            {
                if (input.Damage is null)
                {
                    yield return ReadItem.From(Bad(input, "DC1012", $"The file ends {total - input.Length} bytes before the end of its last record."));
                    input.Advance(input.Length);
                }

                yield break;
            }

            yield return Convert(header, input, headerLength, (int)bodyLength);
            input.Advance(total);
        }
    }

    private ReadItem Convert(WarcHeader header, InputBuffer input, int headerLength, int bodyLength)
    {
        byte[] body = input.Window.Slice(headerLength, bodyLength).ToArray();
        return header.Type switch
        {
            "response" => ConvertResponse(header, input, body),
            "conversion" => ConvertText(header, input, body, null, "conversion"),
            "resource" when IsText(header.ContentType) => ConvertText(header, input, body, header.ContentType, "resource"),
            "resource" when IsHtml(header.ContentType) => Html(header, input, body, header.ContentType),
            var type => ReadItem.Skip(type),
        };
    }

    private ReadItem ConvertResponse(WarcHeader header, InputBuffer input, byte[] body)
    {
        if (HttpResponse.TryParse(body, out string problem) is not { } response)
        {
            return header.ContentType?.Contains("http", StringComparison.OrdinalIgnoreCase) == false
                ? ReadItem.Skip("response without HTTP")
                : ReadItem.From(Bad(input, "DC1013", $"The record holds no HTTP response: {problem}"));
        }

        if (response.Status is < 200 or > 299)
        {
            return ReadItem.Skip("http-" + response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (IsHtml(response.ContentType))
        {
            return Html(header, input, response.Body, response.ContentType);
        }

        return IsText(response.ContentType) ? ConvertText(header, input, response.Body, response.ContentType, "response") : ReadItem.Skip(MediaType(response.ContentType));
    }

    private static ReadItem Html(WarcHeader header, InputBuffer input, byte[] body, string? contentType) => ReadItem.From(new SourceRecord
    {
        Position = input.Position,
        Kind = PayloadKind.Html,
        Payload = body,
        Charset = Charset(contentType),
        Url = header.TargetUri,
        Date = header.Date,
    });

    private ReadItem ConvertText(WarcHeader header, InputBuffer input, byte[] body, string? contentType, string kind)
    {
        byte[]? text = Utf8.IsValid(body) ? body : Decode(body, Charset(contentType));
        return text is null
            ? ReadItem.From(Bad(input, "DC1003", $"The text of this {kind} record is not valid UTF-8 and declares no other character set."))
            : ReadItem.From(new SourceRecord { Position = input.Position, Kind = PayloadKind.Text, Payload = text, Url = header.TargetUri, Date = header.Date, Language = header.Language });
    }

    private static byte[]? Decode(byte[] body, string? charset)
    {
        try
        {
            return charset is null ? null : Encoding.UTF8.GetBytes(Encoding.GetEncoding(charset).GetString(body));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsHtml(string? contentType) => MediaType(contentType) is "text/html" or "application/xhtml+xml";

    private static bool IsText(string? contentType) => MediaType(contentType) == "text/plain";

    private static string MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "no content type";

    private static string? Charset(string? contentType)
    {
        int at = contentType?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : contentType![(at + 8)..].Split(';')[0].Trim().Trim('"', '\'');
    }

    private static async ValueTask SkipBlankLinesAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        while (await input.EnsureAsync(1, cancellationToken).ConfigureAwait(false))
        {
            int blank = input.Window.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            input.Advance(blank < 0 ? input.Length : blank);
            if (blank >= 0)
            {
                return;
            }
        }
    }

    /// <summary>The length of the header block with its empty line; -1 when there is none.</summary>
    private static async ValueTask<int> FindHeaderEndAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        await input.EnsureAsync(5, cancellationToken).ConfigureAwait(false);
        if (!input.Window.StartsWith("WARC/"u8))
        {
            return -1;
        }

        while (true)
        {
            int crlf = input.Window.IndexOf("\r\n\r\n"u8);
            int lf = input.Window.IndexOf("\n\n"u8);
            if (crlf >= 0 && (lf < 0 || crlf < lf))
            {
                return crlf + 4;
            }

            if (lf >= 0)
            {
                return lf + 2;
            }

            if (input.IsAtEnd || input.Length > MaxHeaderBytes)
            {
                return -1;
            }

            await input.ReadMoreAsync(0, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask ResynchroniseAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        input.Advance(Math.Min(1, input.Length));
        while (true)
        {
            int at = input.Window.IndexOf("\nWARC/"u8);
            if (at >= 0)
            {
                input.Advance(at + 1);
                return;
            }

            input.Advance(Math.Max(0, input.Length - 5));
            if (input.IsAtEnd)
            {
                input.Advance(input.Length);
                return;
            }

            await input.ReadMoreAsync(0, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask SkipAsync(InputBuffer input, long count, CancellationToken cancellationToken)
    {
        while (count > 0 && await input.EnsureAsync(1, cancellationToken).ConfigureAwait(false))
        {
            int step = (int)Math.Min(count, input.Length);
            input.Advance(step);
            count -= step;
        }
    }

    private QuarantinedRecord Bad(InputBuffer input, string code, string message) => new()
    {
        File = relativePath,
        Position = input.Position,
        Code = code,
        Message = message,
        Raw = input.Window[..Math.Min(input.Length, QuarantinedRecord.MaxRawBytes)].ToArray(),
    };
}
