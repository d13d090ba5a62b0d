namespace DataCuration.Storage.Requests;

/// <summary>Gives a request up when nothing arrives for a while; each arrival starts the time anew. Single-threaded.</summary>
internal sealed class IdleTimer : IDisposable
{
    /// <summary>No byte for so long means a dead connection: as long as the clouds' own libraries wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;

    public IdleTimer(TimeProvider time, CancellationToken cancellationToken)
    {
        _source = new CancellationTokenSource(Patience, time);
        _registration = cancellationToken.Register(_source.Cancel);
    }

    /// <summary>Cancelled when the time is over, and when the caller stops.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Something arrived.</summary>
    public void Restart() => _source.CancelAfter(Patience);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
