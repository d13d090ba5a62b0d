using System.Globalization;

namespace DataCuration.Probes;

/// <summary>Complete or absent: a temporary file beside the target, flushed to disk, renamed.</summary>
internal static class AtomicFile
{
    /// <summary>The temporary file of a target; one writer a target and process, and processes of several machines do not meet.</summary>
    public static string TemporaryOf(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.MachineName}-{Environment.ProcessId:x}.tmp");

    /// <summary>Writes the whole file or none of it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = TemporaryOf(path);
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
