namespace DataCuration.Formats.Warc;

/// <summary>WARC (ISO 28500), versions 0.17 to 1.1.</summary>
internal sealed class WarcSyntax : ArchiveSyntax
{
    public override int LookAheadBytes => WarcRecord.Magic.Length;

    public override string Expectation => "expected a line with WARC/1.0 or WARC/1.1";

    public override bool StartsRecord(ReadOnlySpan<byte> bytes) => bytes.StartsWith(WarcRecord.Magic);

    public override int HeaderLength(ReadOnlySpan<byte> bytes) => HeaderFields.BlockLength(bytes);

    public override WarcRecord? Parse(ReadOnlySpan<byte> header, out string problem) => WarcRecord.Parse(header, out problem);

    public override bool EndsBlock(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\r\n\r\n"u8) || bytes.StartsWith("\n\n"u8);
}
