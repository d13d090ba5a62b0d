namespace DataCuration.FuzzReaders;

/// <summary>Ends the program, with the case's name, when a case does not end by itself. Safe for concurrent use.</summary>
internal sealed class CaseWatch : IDisposable
{
    private const int ExitCodeOfHang = 2;

    private readonly TimeSpan _limit;
    private readonly Timer _timer;
    private string _case = "";

    public CaseWatch(TimeSpan limit)
    {
        _limit = limit;
        _timer = new Timer(_ => Stop());
    }

    /// <summary>A case begins.</summary>
    public void Begin(string name)
    {
        _case = name;
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It ended.</summary>
    public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private void Stop()
    {
        Console.WriteLine($"FOUND {_case}: no end within {_limit}");
        Environment.Exit(ExitCodeOfHang);
    }
}
