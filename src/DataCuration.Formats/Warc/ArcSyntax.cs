using System.Globalization;
using System.Text;

namespace DataCuration.Formats.Warc;

/// <summary>
/// ARC, the Internet Archive's format before WARC (Burner and Kahle 1996): one line of URL, IP address, date, content type and length before each
/// block; version 2 has five more values before the length. URLs may hold spaces, so the line is read from its end.
/// </summary>
internal sealed class ArcSyntax : ArchiveSyntax
{
    /// <summary>The first record's URL starts with this.</summary>
    public const string VersionScheme = "filedesc://";

    private const int MaxLineBytes = 1 << 14;
    private const int Version1Values = 5;
    private const int Version2Values = 10;
    private const int SecondsDigits = 14;

    public override int LookAheadBytes => MaxLineBytes;

    public override string Expectation => "expected a line of URL, IP address, date, content type and length";

    public override bool StartsRecord(ReadOnlySpan<byte> bytes)
    {
        int end = HeaderLength(bytes);
        return end > 0 && Parse(bytes[..end], out _) is not null;
    }

    public override int HeaderLength(ReadOnlySpan<byte> bytes)
    {
        int newline = bytes[..Math.Min(bytes.Length, MaxLineBytes)].IndexOf((byte)'\n');
        return newline < 0 ? -1 : newline + 1;
    }

    public override WarcRecord? Parse(ReadOnlySpan<byte> header, out string problem)
    {
        string[] values = Encoding.UTF8.GetString(header).TrimEnd().Split(' ');
        problem = $"a line of {values.Length} values, {Expectation}";
        if (values.Length < Version1Values) return null;
        int tail = IsVersion2(values) ? Version2Values - 1 : Version1Values - 1;
        string url = string.Join(' ', values[..^tail]);
        ReadOnlySpan<string> rest = values.AsSpan()[^tail..];
        problem = $"the length is '{values[^1]}'";
        if (!long.TryParse(values[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long length)) return null;
        problem = $"the date is '{rest[1]}'";
        if (!IsDate(rest[1])) return null;
        problem = $"'{url}' is no URL";
        if (!url.Contains(':', StringComparison.Ordinal) || !char.IsAsciiLetter(url[0])) return null;
        problem = "";
        return new WarcRecord(TypeOf(url), length, HeaderFields.Of(
            ("WARC-Target-URI", url),
            ("WARC-IP-Address", rest[0]),
            ("WARC-Date", DateOf(rest[1])),
            ("Content-Type", TypeOf(url) == "response" ? "application/http" : rest[2])));
    }

    public override bool EndsBlock(ReadOnlySpan<byte> bytes) => false;

    private static bool IsVersion2(string[] values) =>
        values.Length >= Version2Values && IsDate(values[^8]) && values[^6].Length == 3 && values[^6].All(char.IsAsciiDigit);

    private static bool IsDate(string value) => value.Length is >= 8 and <= 17 && value.All(char.IsAsciiDigit);

    private static string TypeOf(string url) => url switch
    {
        _ when url.StartsWith(VersionScheme, StringComparison.Ordinal) => "filedesc",
        _ when url.StartsWith("http", StringComparison.OrdinalIgnoreCase) => "response",
        _ => url[..url.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant(),
    };

    /// <summary>20140216050221 as 2014-02-16T05:02:21Z; what is no such date stays as it is.</summary>
    private static string DateOf(string digits) =>
        DateTime.TryParseExact(
            digits.Length > SecondsDigits ? digits[..SecondsDigits] : digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? date.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : digits;
}
