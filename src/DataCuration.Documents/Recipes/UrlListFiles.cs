namespace DataCuration.Documents.Recipes;

/// <summary>The names of the lists of an URL filter, as datatrove names them.</summary>
public static class UrlListFiles
{
    /// <summary>Registered domains and full host names.</summary>
    public const string Domains = "domains";

    /// <summary>Whole addresses.</summary>
    public const string Urls = "urls";

    /// <summary>Words of which one drops an address.</summary>
    public const string BannedWords = "banned_words.txt";

    /// <summary>Words of which several drop an address.</summary>
    public const string SoftBannedWords = "soft_banned_words.txt";

    /// <summary>Parts of words of which one drops an address.</summary>
    public const string BannedSubwords = "banned_subwords.txt";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Domains, Urls, BannedWords, SoftBannedWords, BannedSubwords];

    /// <summary>The paths of the lists that a folder has, plain before <c>.gz</c>; none when there is no such folder.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. All.Select(name => Find(folder, name)).OfType<string>()];

    /// <summary>The path of one list; null when the folder has none.</summary>
    public static string? Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }
}
