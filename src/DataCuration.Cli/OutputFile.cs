namespace DataCuration.Cli;

/// <summary>A result file that is complete or absent: written under a temporary name beside its own, flushed, renamed.</summary>
internal static class OutputFile
{
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path);
        string temporary = full + ".tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, full, overwrite: true);
    }
}
