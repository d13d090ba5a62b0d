using System.IO.Compression;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Rules.Urls;

/// <summary>The lists of an URL filter, as datatrove names its files. Lines that begin with # are left out.</summary>
public sealed record UrlLists
{
    /// <summary>Registered domains and full names.</summary>
    public IReadOnlyCollection<string> Domains { get; init; } = [];

    /// <summary>Whole addresses.</summary>
    public IReadOnlyCollection<string> Urls { get; init; } = [];

    /// <summary>Words of which one drops an address.</summary>
    public IReadOnlyCollection<string> BannedWords { get; init; } = [];

    /// <summary>Words of which several drop an address.</summary>
    public IReadOnlyCollection<string> SoftBannedWords { get; init; } = [];

    /// <summary>Parts of words of which one drops an address.</summary>
    public IReadOnlyCollection<string> BannedSubwords { get; init; } = [];

    /// <summary>
    /// Reads <c>domains</c>, <c>urls</c>, <c>banned_words.txt</c>, <c>soft_banned_words.txt</c> and <c>banned_subwords.txt</c> from a folder, each
    /// also as <c>.gz</c>; a missing file is an empty list.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static UrlLists Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        return new UrlLists
        {
            Domains = Lines(folder, UrlListFiles.Domains),
            Urls = Lines(folder, UrlListFiles.Urls),
            BannedWords = Lines(folder, UrlListFiles.BannedWords),
            SoftBannedWords = Lines(folder, UrlListFiles.SoftBannedWords),
            BannedSubwords = Lines(folder, UrlListFiles.BannedSubwords),
        };
    }

    private static List<string> Lines(string folder, string name)
    {
        List<string> lines = [];
        if (UrlListFiles.Find(folder, name) is not { } path)
        {
            return lines;
        }

        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
