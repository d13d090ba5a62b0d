using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataCuration.Documents;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Decides what a whole record is: responses with HTML or plain text and conversions with plain text are documents; everything
/// else is skipped under the name of its kind. Pure.
/// </summary>
internal sealed class WarcRecordMapper(QuarantineRows rows)
{
    private static readonly JsonWriterOptions MetadataOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record's document, its quarantine row or its kind. Copies what it keeps of the bytes.</summary>
    /// <param name="record">The header.</param>
    /// <param name="whole">The record's bytes.</param>
    /// <param name="headerLength">Where the block starts in them.</param>
    /// <param name="position">The record's position.</param>
    public ReadItem Map(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position) => record.Type switch
    {
        "response" => MapResponse(record, whole, headerLength, position),
        "conversion" => MapConversion(record, whole, headerLength, position),
        "warcinfo" or "request" or "metadata" or "revisit" or "resource" or "continuation" => ReadItem.Skip(record.Type),
        _ => ReadItem.Skip("unknown"),
    };

    private ReadItem MapResponse(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position)
    {
        MediaType envelope = MediaType.Parse(record.Headers["Content-Type"]);
        if (envelope.Name is not ("application/http" or "")) return ReadItem.Skip(envelope.Name);
        if (HttpMessage.Parse(whole[headerLength..], out string problem) is not { } message) return rows.BrokenHttp(position, problem, whole.Span);
        if (message.Status is < 200 or > 299) return ReadItem.Skip($"http-{message.Status.ToString(CultureInfo.InvariantCulture)}");
        MediaType type = MediaType.Parse(message.Headers["Content-Type"]);
        if (type.Name.Length == 0) type = MediaType.Parse(record.Headers["WARC-Identified-Payload-Type"]) with { Charset = type.Charset };
        bool isHtml = type.Name is "text/html" or "application/xhtml+xml";
        if (!isHtml && type.Name != "text/plain") return ReadItem.Skip(type.Name.Length == 0 ? "no-content-type" : type.Name);
        if (HttpBody.Decode(message, QuarantineRows.MaxRecordBytes, out problem) is not { } body) return rows.UndecodableBody(position, problem, whole.Span);
        return isHtml
            ? Document(record, message, PayloadKind.Html, body, type.Charset, position)
            : TextDocument(record, message, body, type.Charset, whole, position);
    }

    private ReadItem MapConversion(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position)
    {
        MediaType type = MediaType.Parse(record.Headers["Content-Type"]);
        return type.Name is "text/plain" or ""
            ? TextDocument(record, message: null, whole[headerLength..], type.Charset, whole, position)
            : ReadItem.Skip(type.Name);
    }

    private ReadItem TextDocument(
        WarcRecord record, HttpMessage? message, ReadOnlyMemory<byte> text, string? charset, ReadOnlyMemory<byte> whole, long position) =>
        PlainText.ToUtf8(text, charset) is { } utf8
            ? Document(record, message, PayloadKind.Text, utf8, charset: null, position)
            : rows.InvalidText(position, $"the plain text is neither UTF-8 nor in its declared character set ({charset ?? "none"})", whole.Span);

    private static ReadItem Document(
        WarcRecord record, HttpMessage? message, PayloadKind kind, ReadOnlyMemory<byte> payload, string? charset, long position) => ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = kind,
            Payload = payload.ToArray(),
            Charset = charset,
            Url = record.Headers["WARC-Target-URI"]?.Trim('<', '>'),
            Date = record.Headers["WARC-Date"],
            Language = record.Headers["WARC-Identified-Content-Language"],
            Metadata = MetadataOf(record.Headers, message),
        });

    private static string? MetadataOf(HeaderFields warc, HttpMessage? message)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, MetadataOptions);
        bool isEmpty = true;
        json.WriteStartObject();
        Add("recordId", warc["WARC-Record-ID"]);
        Add("ipAddress", warc["WARC-IP-Address"]);
        Add("payloadDigest", warc["WARC-Payload-Digest"]);
        Add("truncated", warc["WARC-Truncated"]);
        Add("identifiedPayloadType", warc["WARC-Identified-Payload-Type"]);
        Add("contentLanguage", message?.Headers["Content-Language"]);
        Add("lastModified", message?.Headers["Last-Modified"]);
        json.WriteEndObject();
        json.Flush();
        return isEmpty ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);

        void Add(string name, string? value)
        {
            if (value is null) return;
            json.WriteString(name, value);
            isEmpty = false;
        }
    }
}
