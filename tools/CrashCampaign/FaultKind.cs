namespace DataCuration.CrashCampaign;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL to every process of the run at once, as the kernel does when memory runs out, or a power cut.</summary>
    KillAll,

    /// <summary>SIGKILL to the run only: its probe workers have to notice.</summary>
    KillParent,

    /// <summary>SIGTERM: the run saves.</summary>
    Terminate,

    /// <summary>The disk of the work directory is full from that moment on, but for a few kilobytes.</summary>
    DiskFull,

    /// <summary>Reading a file of the work directory gives EIO.</summary>
    ReadError,

    /// <summary>A folder of the work directory can no longer be written to.</summary>
    ReadOnly,
}
