using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Storage;

namespace DataCuration.Pipelines.State;

/// <summary>
/// One run per work directory, or several ranks of one run, which share the lock. The operating system releases it when the process dies,
/// however it dies.
/// </summary>
internal sealed class WorkLock : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly FileStream _stream;

    private WorkLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock, and waits for it if told to.</summary>
    /// <exception cref="DiagnosticException">DC3040: another process holds it (exit code 75: try again later).</exception>
    public static async Task<WorkLock> AcquireAsync(WorkDirectory work, bool isShared, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Acquire(work, isShared);
            }
            catch (DiagnosticException) when (time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes the lock or fails at once.</summary>
    /// <exception cref="DiagnosticException">DC3040: another process holds it (exit code 75: try again later).</exception>
    public static WorkLock Acquire(WorkDirectory work, bool isShared = false)
    {
        Directory.CreateDirectory(work.State);
        FileStream stream;
        try
        {
            stream = isShared
                ? new FileStream(work.Lock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite)
                : new FileStream(work.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3040",
                    $"Another run is writing to this work directory ({ReadHolder(work)}). Wait for it to end (--wait-for-lock), stop it, or give this run its own --work directory.",
                    work.Root),
                ExitCode.Temporary);
        }

        string holder = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");
        AtomicFile.Write(HolderPath(work), holder);
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
