using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataCuration.Documents;

namespace DataCuration.Formats.Warc;

/// <summary>
/// Decides what a whole record is: responses and resources with HTML or plain text and conversions with plain text are documents; everything
/// else is skipped under the name of its kind. Pure.
/// </summary>
internal sealed class WarcRecordMapper(QuarantineRows rows)
{
    private static readonly JsonWriterOptions MetadataOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record's document, its quarantine row or its kind. Its payload may lie in the record's bytes.</summary>
    /// <param name="record">The header.</param>
    /// <param name="whole">The record's bytes.</param>
    /// <param name="headerLength">Where the block starts in them.</param>
    /// <param name="position">The record's position.</param>
    /// <param name="memory">For a payload that had to be decoded.</param>
    public ReadItem Map(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position, BlockMemory memory) => record.Type switch
    {
        "response" => MapResponse(record, whole, headerLength, position, memory),
        "conversion" or "resource" => MapContent(record, whole, headerLength, position),
        _ => ReadItem.Skip(KindOfOther(record.Type)),
    };

    /// <summary>The kind under which a record is skipped, told from its header and the beginning of its block; null when it may hold a document.</summary>
    public static string? SkippedKind(WarcRecord record, ReadOnlyMemory<byte> head) => record.Type switch
    {
        "response" => KindOfResponse(record, head, out _, out _, out _),
        "conversion" or "resource" => KindOfContent(record, out _),
        _ => KindOfOther(record.Type),
    };

    /// <summary>True when the type alone says that a record holds no document.</summary>
    public static bool IsNoDocument(WarcRecord record) => record.Type is not ("response" or "conversion" or "resource");

    /// <summary>The kind of a record that holds no document.</summary>
    public static string KindOfOther(string type) =>
        type is "warcinfo" or "request" or "metadata" or "revisit" or "continuation" or "filedesc" or "dns" or "whois" or "ftp" ? type : "unknown";

    private static string? KindOfResponse(
        WarcRecord record, ReadOnlyMemory<byte> block, out HttpMessage? message, out MediaType type, out string problem)
    {
        message = null;
        problem = "";
        type = MediaType.Parse(record.Headers["Content-Type"]);
        if (type.Name is not ("application/http" or "")) return type.Name;
        if (HttpMessage.Parse(block, out problem) is not { } found) return null;
        message = found;
        if (found.Status is < 200 or > 299) return $"http-{found.Status.ToString(CultureInfo.InvariantCulture)}";
        type = MediaType.Parse(found.Headers["Content-Type"]);
        if (type.Name.Length == 0) type = MediaType.Parse(record.Headers["WARC-Identified-Payload-Type"]) with { Charset = type.Charset };
        return IsText(type) ? null : type.Name.Length == 0 ? "no-content-type" : type.Name;
    }

    /// <summary>Conversions and resources have no HTTP message. A crawler's own log is a resource too; its address is no web address.</summary>
    private static string? KindOfContent(WarcRecord record, out MediaType type)
    {
        type = MediaType.Parse(record.Headers["Content-Type"]);
        if (record.Type == "conversion") return type.Name is "text/plain" or "" ? null : type.Name;
        bool isFromTheWeb = record.Headers["WARC-Target-URI"]?.TrimStart('<') is { } url
            && (url.StartsWith("http", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ftp", StringComparison.OrdinalIgnoreCase));
        return isFromTheWeb && IsText(type) ? null : "resource";
    }

    private static bool IsText(MediaType type) => IsHtml(type) || type.Name == "text/plain";

    private static bool IsHtml(MediaType type) => type.Name is "text/html" or "application/xhtml+xml";

    private ReadItem MapResponse(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position, BlockMemory memory)
    {
        if (KindOfResponse(record, whole[headerLength..], out HttpMessage? found, out MediaType type, out string problem) is { } kind) return ReadItem.Skip(kind);
        if (found is not { } message) return rows.BrokenHttp(position, problem, whole.Span);
        if (HttpBody.Decode(message, QuarantineRows.MaxRecordBytes, memory, out problem) is not { } body) return rows.UndecodableBody(position, problem, whole.Span);
        return IsHtml(type)
            ? Document(record, message, PayloadKind.Html, body, type.Charset, position)
            : TextDocument(record, message, body, type.Charset, whole, position);
    }

    private ReadItem MapContent(WarcRecord record, ReadOnlyMemory<byte> whole, int headerLength, long position)
    {
        if (KindOfContent(record, out MediaType type) is { } kind) return ReadItem.Skip(kind);
        return IsHtml(type)
            ? Document(record, message: null, PayloadKind.Html, whole[headerLength..], type.Charset, position)
            : TextDocument(record, message: null, whole[headerLength..], type.Charset, whole, position);
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
            Payload = payload,
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
