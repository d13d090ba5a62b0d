using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace DataCuration.Rephrasing.Generation.Ledger;

/// <summary>
/// The end of a ledger that grows. What must be on the disk goes through one thread, which takes all that waits, writes it at once and flushes once: a flush takes milliseconds, and on a thread
/// of the pool it would keep answers from being read. What need only outlive the process is written by its caller, beside a flush that goes on. Safe for concurrent use.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    /// <summary>A file that has reached this is followed by another.</summary>
    private const long FileBytes = 256L << 20;

    private const int MaxBatch = 512;

    private readonly string _folder;
    private readonly Action<SafeFileHandle> _added;
    private readonly Action<IReadOnlyList<WrittenLine>> _written;
    private readonly BlockingCollection<PendingLine> _queue = [];
    private readonly Lock _end = new();
    private readonly Task _writer;
    private SafeFileHandle? _file;
    private int _files;
    private long _length;

    /// <param name="folder">Where new files go.</param>
    /// <param name="files">Files there are.</param>
    /// <param name="last">The last of them, open for writing; null when there is none.</param>
    /// <param name="length">Where it ends.</param>
    /// <param name="added">Is told of a new file, before anything is written to it.</param>
    /// <param name="written">Is told of lines that are on the disk, before those who wait for them.</param>
    public LedgerWriter(string folder, int files, SafeFileHandle? last, long length, Action<SafeFileHandle> added, Action<IReadOnlyList<WrittenLine>> written)
    {
        (_folder, _files, _file, _length, _added, _written) = (folder, files, last, length, added, written);
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Writes a line. On return it outlives this process, if not a power cut.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_end)
        {
            RandomAccess.Write(CurrentFile(), line, _length);
            _length += line.Length;
        }
    }

    /// <summary>Writes a line; done when it is on the disk.</summary>
    public Task WriteAndFlushAsync(LedgerRecord record, byte[] line)
    {
        PendingLine pending = new(record, line);
        _queue.Add(pending);
        return pending.Done.Task;
    }

    /// <summary>Waits until all is on the disk.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.GetAwaiter().GetResult();
        _queue.Dispose();
        if (_file is not null)
            RandomAccess.FlushToDisk(_file);
    }

    private void WriteAll()
    {
        List<PendingLine> batch = [];
        foreach (PendingLine first in _queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MaxBatch && _queue.TryTake(out PendingLine? next))
                batch.Add(next);
            try
            {
                WriteAndFlush(batch);
                foreach (PendingLine line in batch)
                    line.Done.SetResult();
            }
            catch (IOException exception)
            {
                foreach (PendingLine line in batch)
                    line.Done.TrySetException(exception);
            }
        }
    }

    private void WriteAndFlush(List<PendingLine> batch)
    {
        List<WrittenLine> written = new(batch.Count);
        List<ReadOnlyMemory<byte>> lines = new(batch.Count);
        SafeFileHandle file;
        lock (_end)
        {
            file = CurrentFile();
            long offset = _length;
            foreach (PendingLine line in batch)
            {
                written.Add(new WrittenLine(line.Record, _files - 1, offset, line.Bytes.Length - 1));
                lines.Add(line.Bytes);
                offset += line.Bytes.Length;
            }

            RandomAccess.Write(file, lines, _length);
            _length = offset;
        }

        // Outside the lock: who only writes down that a call is sent does not wait for the disk.
        RandomAccess.FlushToDisk(file);
        _written(written);
    }

    private SafeFileHandle CurrentFile()
    {
        if (_file is not null && _length < FileBytes)
            return _file;
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"calls-{_files:D5}.jsonl"));
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        _files++;
        _length = 0;
        _added(_file);
        return _file;
    }

    private sealed record PendingLine(LedgerRecord Record, byte[] Bytes)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
