using System.Diagnostics;

namespace DataCuration.CrashCampaign;

/// <summary>A work directory on a memory disk of its own, which can be made full or partly read-only, as root on Linux.</summary>
internal sealed class Mounts(string work) : IDisposable
{
    private bool _isDisk;
    private string? _readOnly;

    public static bool AreAllowed { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Puts the (empty) work directory on a disk of its own.</summary>
    public void Create()
    {
        Directory.CreateDirectory(work);
        _isDisk = AreAllowed && Run("mount", "-t", "tmpfs", "-o", "size=4g", "curate-crash", work);
    }

    /// <summary>Leaves so much free space; false when there is no such disk.</summary>
    public bool Fill(long freeBytes) => _isDisk && Run("mount", "-o", $"remount,size={Used() + freeBytes}", work);

    /// <summary>From now on new files cannot be made in this folder; false when that cannot be done.</summary>
    public bool Protect(string folder)
    {
        if (!_isDisk || !Run("mount", "--bind", folder, folder))
        {
            return false;
        }

        _readOnly = folder;
        return Run("mount", "-o", "remount,bind,ro", folder);
    }

    /// <summary>All is well again.</summary>
    public void Repair()
    {
        if (_readOnly is not null)
        {
            Run("umount", "--lazy", _readOnly);
            _readOnly = null;
        }

        if (_isDisk)
        {
            Run("mount", "-o", "remount,size=4g", work);
        }
    }

    public void Dispose()
    {
        Repair();
        if (_isDisk)
        {
            Run("umount", "--lazy", work);
        }
    }

    private long Used()
    {
        DriveInfo drive = new(work);
        return drive.TotalSize - drive.TotalFreeSpace;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
