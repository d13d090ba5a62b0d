using System.Globalization;
using DataCuration.Documents;

namespace DataCuration.Formats;

/// <summary>Makes the quarantine rows of one file: each kind of damage has one method, one code and one page in docs/errors. Immutable.</summary>
/// <param name="File">The file's path relative to the recipe's folder.</param>
internal sealed record QuarantineRows(string File)
{
    /// <summary>The largest line, record or decoded body that is read; a bound on memory, not a rule.</summary>
    public const int MaxRecordBytes = 64 << 20;

    private static readonly string MaxRecordSize = (MaxRecordBytes >> 20).ToString(CultureInfo.InvariantCulture) + " MiB";

    public ReadItem DamagedCompression(long position, string fault, ReadOnlySpan<byte> unfinished) => Row(
        "DC1002",
        position,
        $"The compressed data cannot be read beyond this point: {fault}. What was complete before it was read, and so is what can be decoded behind it. Copy the file again from its origin.",
        unfinished);

    public ReadItem UnknownFormat(ReadOnlySpan<byte> raw) => Row(
        "DC1004",
        0,
        "The file's content is none of the known formats: WARC, ARC, JSONL, HTML, a tar archive or Parquet, plain or (not Parquet) in gzip, zstd, bzip2, xz or LZ4. Set the source's format to text when each file is one plain text, leave it out of the source's files, or convert it.",
        raw);

    public ReadItem OtherFormat(string declared, string found, ReadOnlySpan<byte> raw) => Row(
        "DC1005", 0, $"The source's format is {declared} but the content is {found}. Set the source's format to auto or to {found}.", raw);

    public ReadItem Empty() => Row("DC1006", 0, "The file holds no records. Leave it out of the source's files or copy it again from its origin.", []);

    public ReadItem InvalidJson(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1010", position, $"The line is not a JSON object: {detail}. Each line must hold one JSON object; correct or remove it.", raw);

    public ReadItem MissingText(long position, string field, string found, ReadOnlySpan<byte> raw) => Row(
        "DC1011",
        position,
        $"The text field '{field}' {found}; expected a string. Name the field that holds the text in the source's fields.text.",
        raw);

    public ReadItem InvalidText(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1012", position, $"The record is not valid Unicode: {detail}. Correct the encoding at its origin.", raw);

    public ReadItem TooLarge(long position, string what, ReadOnlySpan<byte> raw) => Row(
        "DC1013", position, $"{what} is larger than {MaxRecordSize}. Split the record or leave it out.", raw);

    public ReadItem BrokenWarcHeader(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1020", position, $"No WARC or ARC record header can be read here: {detail}. Reading goes on at the next record.", raw);

    public ReadItem WrongWarcLength(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1021", position, $"The archive record's length is wrong or the record is cut off: {detail}. Reading goes on at the next record.", raw);

    public ReadItem BrokenHttp(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1022", position, $"The WARC response holds no readable HTTP message: {detail}. Expected a status line and headers.", raw);

    public ReadItem UndecodableBody(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1023", position, $"The HTTP body cannot be decoded: {detail}. The page was damaged when it was crawled; nothing can be done here.", raw);

    public ReadItem BrokenTar(long position, string detail, ReadOnlySpan<byte> raw) => Row(
        "DC1025", position, $"The tar archive is damaged here: {detail}. Reading goes on at the next member.", raw);

    public ReadItem UnreadableParquet(long position, string detail) => Row(
        "DC1030", position, $"The Parquet file cannot be read from this row on: {detail}. Write the file again from its origin.", []);

    public ReadItem NoTextColumn(string expected, IEnumerable<string> columns) => Row(
        "DC1031",
        0,
        $"The Parquet file has no text column '{expected}'; its columns are: {string.Join(", ", columns)}. Name the column that holds the text in the source's fields.text.",
        []);

    private ReadItem Row(string code, long position, string message, ReadOnlySpan<byte> raw) => ReadItem.From(new QuarantinedRecord
    {
        File = File,
        Position = position,
        Code = code,
        Message = message,
        Raw = raw[..Math.Min(raw.Length, QuarantinedRecord.MaxRawBytes)].ToArray(),
    });
}
