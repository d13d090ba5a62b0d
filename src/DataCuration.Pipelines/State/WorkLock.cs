using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.State;

/// <summary>One writer per work directory. The operating system releases the lock when the process dies, however it dies.</summary>
internal sealed class WorkLock : IDisposable
{
    private readonly FileStream _stream;

    private WorkLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="DiagnosticException">DC3040: another process holds it (exit code 75: try again later).</exception>
    public static WorkLock Acquire(WorkDirectory work)
    {
        Directory.CreateDirectory(work.State);
        FileStream stream;
        try
        {
            stream = new FileStream(work.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3040",
                    $"Another run is writing to this work directory ({ReadHolder(work)}). Wait for it to end, stop it, or give this run its own --work directory.",
                    work.Root),
                ExitCode.Temporary);
        }

        string holder = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");
        File.WriteAllText(HolderPath(work), holder);
        return new WorkLock(stream);
    }

    /// <summary>True when a living process holds the lock.</summary>
    public static bool IsHeld(WorkDirectory work)
    {
        if (!File.Exists(work.Lock))
        {
            return false;
        }

        try
        {
            new FileStream(work.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // A locked file cannot be opened for reading through .NET, so the holder's name lies beside it.
    private static string HolderPath(WorkDirectory work) => work.Lock + ".holder";

    private static string ReadHolder(WorkDirectory work) =>
        File.Exists(HolderPath(work)) ? File.ReadAllText(HolderPath(work)) : "holder unknown";
}
