using System.IO.Compression;

namespace DataCuration.Documents.Recipes;

/// <summary>
/// A file that lists files, one a line, as Common Crawl's <c>warc.paths.gz</c>: addresses, or paths relative to where the source's files are. Blank lines
/// and lines that begin with # are left out; gzip is told by its content.
/// </summary>
internal static class FileList
{
    /// <summary>What stands before a pattern that names a list.</summary>
    public const char Mark = '@';

    /// <summary>The lines with their 1-based numbers.</summary>
    /// <exception cref="InvalidDataException">The gzip data is damaged.</exception>
    public static async Task<IReadOnlyList<(int Line, string Path)>> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] head = new byte[2];
        int length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        bool isPacked = length == 2 && head is [0x1F, 0x8B];
        using Stream text = isPacked ? new GZipStream(content, CompressionMode.Decompress) : content;
        using StreamReader reader = new(text);
        List<(int, string)> lines = [];
        for (int number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            string path = line.Trim();
            if (path.Length > 0 && path[0] != '#') lines.Add((number, path));
        }

        return lines;
    }
}
