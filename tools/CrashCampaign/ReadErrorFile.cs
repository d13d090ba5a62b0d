namespace DataCuration.CrashCampaign;

/// <summary>A file whose reading gives EIO: a link to this process's own memory, of which address 0 is never mapped. Linux.</summary>
internal sealed class ReadErrorFile
{
    private readonly string _path;
    private readonly string _kept;

    private ReadErrorFile(string path, string kept) => (_path, _kept) = (path, kept);

    /// <summary>Null when the file is gone already.</summary>
    public static ReadErrorFile? Make(string path)
    {
        string kept = Path.Combine(Path.GetTempPath(), $"kept-{Environment.ProcessId}");
        try
        {
            File.Copy(path, kept, overwrite: true);
            string link = path + ".link";
            File.CreateSymbolicLink(link, "/proc/self/mem");
            File.Move(link, path, overwrite: true);
            return new ReadErrorFile(path, kept);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Puts the file back where the run did not replace or remove it.</summary>
    public void Repair()
    {
        if (new FileInfo(_path).LinkTarget is not null)
        {
            File.Delete(_path);
            File.Move(_kept, _path);
        }

        File.Delete(_kept);
    }
}
