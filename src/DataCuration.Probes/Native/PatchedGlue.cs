using System.Security.Cryptography;

namespace DataCuration.Probes.Native;

/// <summary>Keeps the patched copy of the glue in a per-user cache, keyed by the source's SHA-256; the package is never touched.</summary>
internal static class PatchedGlue
{
    /// <summary>
    /// A patched copy, written if it is not there or not intact; null when the patch does not apply.
    /// Written to a temporary file and renamed, so that processes side by side see the whole file or none.
    /// </summary>
    /// <param name="gluePath">The glue as found.</param>
    /// <param name="cacheDirectory">Where the user wants the copy; null for the user's cache.</param>
    public static PatchedCopy? Write(string gluePath, string? cacheDirectory)
    {
        byte[] source = File.ReadAllBytes(gluePath);
        byte[]? patched = ElfImportPatch.Apply(source);
        if (patched is null) return null;

        string key = Convert.ToHexStringLower(SHA256.HashData(source));
        try
        {
            return new PatchedCopy(Store(patched, Path.Combine(cacheDirectory ?? UserCache(), "torchsharp", key)), IsTemporary: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A home that is read-only or full. A fresh directory, because a known name in a shared one could be someone else's.
            return new PatchedCopy(Store(patched, Directory.CreateTempSubdirectory("datacuration-").FullName), IsTemporary: true);
        }
    }

    private static string Store(byte[] patched, string directory)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, NativeFileNames.Of("LibTorchSharp"));
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(patched)) return path;

        string temporary = Path.Combine(directory, Path.GetRandomFileName());
        using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(patched);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? Path.Combine(cache, "datacuration")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "datacuration");
}
