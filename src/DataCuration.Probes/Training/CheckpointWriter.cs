// Lazy checkpointing (Maurya et al., arXiv 2406.10707): the parameters do not change between two optimiser steps, so they are
// copied while the next step computes and written by another thread. On a GPU the copies are queued on the stream in front of the
// next step; they are handed to the thread once that step's loss has been read, which means that they have arrived.
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Writes checkpoints beside the training. One at a time; called from the training thread only.</summary>
internal sealed class CheckpointWriter(string path) : IDisposable
{
    private Tensor[]? _host;
    private string? _copied;
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether the last checkpoint is on disk.</summary>
    public bool IsIdle => _copied is null && _writing.IsCompleted;

    /// <summary>Begins to copy. Only when <see cref="IsIdle"/>.</summary>
    /// <exception cref="IOException">The checkpoint before this one could not be written.</exception>
    public void Begin(IReadOnlyList<Tensor> tensors, string metadata)
    {
        _writing.GetAwaiter().GetResult();
        using IDisposable frozen = no_grad();
        _host ??= [.. tensors.Select(static tensor => HostLike(tensor).DetachFromDisposeScope())];
        for (int index = 0; index < tensors.Count; index++) _host[index].copy_(tensors[index], nonBlocking: true);
        _copied = metadata;
    }

    /// <summary>The device has been waited for since <see cref="Begin"/>: the copies are there and can be written.</summary>
    public void Hand()
    {
        if (_copied is not { } metadata) return;
        Tensor[] host = _host!;
        _copied = null;
        _writing = Task.Factory.StartNew(
            () => SafeTensors.Write(path, host, metadata), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for what is being written.</summary>
    public void Dispose()
    {
        _copied = null;
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        foreach (Tensor tensor in _host ?? []) tensor.Dispose();
    }

    private static Tensor HostLike(Tensor tensor)
    {
        Tensor host = empty(tensor.shape, ScalarType.Float32);
        if (tensor.device_type != DeviceType.CUDA) return host;
        using Tensor pageable = host;
        return pageable.pin_memory();
    }
}
