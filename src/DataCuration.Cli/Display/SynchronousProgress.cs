namespace DataCuration.Cli.Display;

/// <summary>Reports on the calling thread, one at a time, so that lines keep their order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> handler) : IProgress<T>
{
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
        {
            handler(value);
        }
    }
}
