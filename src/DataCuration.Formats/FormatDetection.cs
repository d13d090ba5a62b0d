using System.Text;
using DataCuration.Formats.Tar;

namespace DataCuration.Formats;

/// <summary>Tells the format from decompressed bytes, never from the file's name. Pure.</summary>
internal static class FormatDetection
{
    /// <summary>How many bytes to offer: enough to look past a damaged first record.</summary>
    public const int WindowBytes = 1 << 16;

    /// <summary>The format of a file that starts with these bytes.</summary>
    public static ContentFormat Detect(ReadOnlySpan<byte> head)
    {
        if (TarHeader.Parse(head) is not null) return ContentFormat.Tar;
        ReadOnlySpan<byte> content = head.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        content = content.TrimStart(" \t\r\n"u8);
        if (content.IsEmpty) return ContentFormat.Blank;
        if (content.StartsWith("PAR1"u8)) return ContentFormat.Parquet;
        if (StartsWithIgnoreCase(content, "<!doctype html"u8) || StartsWithIgnoreCase(content, "<html"u8)) return ContentFormat.Html;
        if (content.StartsWith("filedesc://"u8)) return ContentFormat.Arc;

        // A damaged first line must not hide the rest: any line of the window may tell.
        while (true)
        {
            if (content.StartsWith("WARC/"u8)) return ContentFormat.Warc;
            if (content.StartsWith("{"u8)) return ContentFormat.Jsonl;
            int newline = content.IndexOf((byte)'\n');
            if (newline < 0) return ContentFormat.Unknown;
            content = content[(newline + 1)..];
        }
    }

    private static bool StartsWithIgnoreCase(ReadOnlySpan<byte> content, ReadOnlySpan<byte> start) =>
        content.Length >= start.Length && Ascii.EqualsIgnoreCase(content[..start.Length], start);
}
