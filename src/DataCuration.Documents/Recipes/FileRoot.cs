namespace DataCuration.Documents.Recipes;

/// <summary>
/// Where the relative paths of a source start: a folder or an address. Files below it are named relative to it, so that the same files have the same
/// names, and their documents the same ids, wherever they are kept. Pure.
/// </summary>
internal sealed class FileRoot
{
    private readonly string _folder;
    private readonly string? _address;

    /// <param name="baseDirectory">The recipe's folder; absolute.</param>
    /// <param name="from">The source's own start: an address, or a folder relative to the recipe's; null for the recipe's.</param>
    public FileRoot(string baseDirectory, string? from)
    {
        _address = from is not null && IsAddress(from) ? from.TrimEnd('/') + "/" : null;
        _folder = from is null || _address is not null ? baseDirectory : Path.GetFullPath(from, baseDirectory);
    }

    /// <summary>The folder that local patterns start from.</summary>
    public string Folder => _folder;

    /// <summary>For messages.</summary>
    public string Place => _address ?? _folder;

    /// <summary>True for what is not a path on this machine.</summary>
    public static bool IsAddress(string path) => path.Contains("://", StringComparison.Ordinal);

    /// <summary>The pattern as an address; as it is when it is a path on this machine.</summary>
    public string Resolve(string pattern) => _address is null || IsAddress(pattern) ? pattern : _address + pattern.TrimStart('/');

    /// <summary>The file's name: relative to the start, with forward slashes; the whole address of a file that is not below it.</summary>
    public string NameOf(string fullPath)
    {
        if (!IsAddress(fullPath)) return Path.GetRelativePath(_folder, fullPath).Replace('\\', '/');
        return _address is not null && fullPath.StartsWith(_address, StringComparison.Ordinal) ? fullPath[_address.Length..] : fullPath;
    }
}
