using DataCuration.Documents.Storage;
using DataCuration.Storage.Locations;
using DataCuration.Storage.Requests;
using DataCuration.Storage.Stores;

namespace DataCuration.Storage.Reading;

/// <summary>
/// Fills memory with a range of one version of a file. A dropped connection goes on at the byte where it dropped. A server that answers a range with the
/// whole file is read as one body that stays open between calls, forward only; a jump back, or a drop, begins it anew. Single-threaded.
/// </summary>
internal sealed class ObjectReader(IObjectStore store, StorageLocation location, RemoteFile file, RequestRunner runner) : IDisposable
{
    private const int SkipBytes = 1 << 16;

    private ObjectRange? _whole;
    private long _wholePosition;

    /// <summary>The server ignores ranges: reading elsewhere costs everything before it.</summary>
    public bool IgnoresRanges { get; private set; }

    /// <summary>Reads exactly the range.</summary>
    public Task FillAsync(long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        int filled = 0;
        return runner.RunAsync(location, file.Location, AttemptAsync, () => filled, cancellationToken);

        async Task<bool> AttemptAsync(IdleTimer timer)
        {
            if (filled == target.Length) return true;
            ObjectRange range = await OpenAtAsync(offset + filled, target.Length - filled, timer).ConfigureAwait(false);
            try
            {
                while (filled < target.Length)
                {
                    int read = await ReadSomeAsync(range, target[filled..], timer).ConfigureAwait(false);
                    filled += read;
                }

                return true;
            }
            catch
            {
                Drop();
                throw;
            }
            finally
            {
                if (range != _whole) range.Dispose();
            }
        }
    }

    public void Dispose() => Drop();

    private async Task<ObjectRange> OpenAtAsync(long offset, int count, IdleTimer timer)
    {
        if (_whole is null || _wholePosition > offset)
        {
            Drop();
            ObjectRange range = await store.OpenAsync(location, file, offset, count, timer.Token).ConfigureAwait(false);
            timer.Restart();
            if (!range.IsWholeFile) return range;
            IgnoresRanges = true;
            _whole = range;
            _wholePosition = 0;
        }

        byte[] passed = new byte[(int)Math.Min(SkipBytes, offset - _wholePosition)];
        try
        {
            while (_wholePosition < offset)
            {
                await ReadSomeAsync(_whole, passed.AsMemory(0, (int)Math.Min(passed.Length, offset - _wholePosition)), timer).ConfigureAwait(false);
            }
        }
        catch
        {
            Drop();
            throw;
        }

        return _whole;
    }

    private async ValueTask<int> ReadSomeAsync(ObjectRange range, Memory<byte> target, IdleTimer timer)
    {
        int read = await range.Body.ReadAsync(target, timer.Token).ConfigureAwait(false);
        if (read == 0) throw new StorageFailure(FailureKind.Transient, "the connection ended before the file did");
        timer.Restart();
        if (range == _whole) _wholePosition += read;
        return read;
    }

    private void Drop()
    {
        _whole?.Dispose();
        _whole = null;
    }
}
