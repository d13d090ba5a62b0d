namespace DataCuration.Probes.Native;

/// <summary>Where a patched copy of the glue lies.</summary>
/// <param name="Path">The library, alone in its folder.</param>
/// <param name="IsTemporary">No cache could be written: to be removed once it is loaded.</param>
internal sealed record PatchedCopy(string Path, bool IsTemporary)
{
    /// <summary>Removes a temporary copy; a loaded library does not need its file (Linux).</summary>
    public void RemoveIfTemporary()
    {
        if (IsTemporary) Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
    }
}
