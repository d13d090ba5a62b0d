using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>The values of some tensors at one moment. Owns its copies.</summary>
internal sealed class TensorSnapshot : IDisposable
{
    private readonly Tensor[] _targets;
    private readonly Tensor[] _copies;

    public TensorSnapshot(Tensor[] targets)
    {
        _targets = targets;
        using IDisposable frozen = no_grad();
        _copies = [.. targets.Select(static target => target.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>Writes the values back.</summary>
    public void Restore()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        for (int index = 0; index < _targets.Length; index++)
        {
            _targets[index].copy_(_copies[index]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor copy in _copies) copy.Dispose();
    }
}
