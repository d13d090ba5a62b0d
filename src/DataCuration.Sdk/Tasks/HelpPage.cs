namespace DataCuration.Sdk.Tasks;

/// <summary>The page of an error code, so that the terminal links the code to it. The pages come with the SDK: they need no network and fit its version.</summary>
internal static class HelpPage
{
    /// <summary>The address of the page of <paramref name="code"/> in a folder of pages; null when there is none, and then the code is no link.</summary>
    public static string? LinkOf(string directory, string code)
    {
        if (directory.Length == 0) return null;
        string path = Path.Combine(Path.GetFullPath(directory), code + ".md");
        return File.Exists(path) ? new Uri(path).AbsoluteUri : null;
    }
}
