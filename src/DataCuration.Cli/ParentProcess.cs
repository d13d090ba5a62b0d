using System.ComponentModel;
using System.Diagnostics;

namespace DataCuration.Cli;

/// <summary>The process that started this one, watched for its end.</summary>
internal sealed class ParentProcess : IDisposable
{
    private readonly Process? _process;

    /// <summary>Opens the process now, so that a later process with the same id is not mistaken for it.</summary>
    public ParentProcess(int id)
    {
        try
        {
            _process = Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // It has ended already: HasEnded says so.
        }
    }

    public bool HasEnded
    {
        get
        {
            try
            {
                return _process is null || _process.HasExited;
            }
            catch (Exception exception) when (exception is Win32Exception or NotSupportedException)
            {
                // Another user's process: it cannot be watched, so it does not stop the run.
                return false;
            }
        }
    }

    public void Dispose() => _process?.Dispose();
}
