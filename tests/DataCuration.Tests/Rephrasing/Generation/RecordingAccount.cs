using System.Collections.Concurrent;
using DataCuration.Rephrasing.Generation;

namespace DataCuration.Tests.Rephrasing.Generation;

/// <summary>Remembers what it was told, and has room for every call.</summary>
internal sealed class RecordingAccount : ICallAccount
{
    private readonly ConcurrentQueue<string> _events = new();

    public IReadOnlyCollection<string> Events => _events;

    public void Sending() => _events.Enqueue("sending");

    public void TurnedAway() => _events.Enqueue("turned away");

    public ValueTask<bool> LostAsync(bool isLast, CancellationToken stop)
    {
        _events.Enqueue(isLast ? "lost for good" : "lost");
        return ValueTask.FromResult(true);
    }
}
