using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>Collects the steps' losses, reads them some steps at a time, and notices when one is no longer a number. Single-threaded.</summary>
internal sealed class LossReader(int members, int stepsBetweenReads) : IDisposable
{
    private readonly List<Tensor> _pending = [];
    private readonly bool[] _isDead = new bool[members];

    /// <summary>Sums since <see cref="Restart"/>, in the order of the steps.</summary>
    public double[] Sums { get; private set; } = new double[members];

    /// <summary>Each member's last loss that was read.</summary>
    public double[] Last { get; } = new double[members];

    /// <summary>Whether any member can go on.</summary>
    public bool IsAnyAlive => _isDead.Contains(false);

    /// <summary>Whether a member's losses have all been numbers, as far as they were read.</summary>
    public bool IsAlive(int member) => !_isDead[member];

    /// <summary>A member that was given up before this process began.</summary>
    public void Bury(int member) => _isDead[member] = true;

    /// <summary>Takes over a step's losses, [members].</summary>
    /// <returns>Whether they, and all before them, have been read.</returns>
    public bool Add(Tensor losses)
    {
        _pending.Add(losses);
        if (_pending.Count < stepsBetweenReads) return false;
        Read();
        return true;
    }

    /// <summary>Reads what is pending; waits for the device.</summary>
    public void Read()
    {
        if (_pending.Count == 0) return;
        using (NewDisposeScope())
        {
            double[] values = stack(_pending.ToArray()).to(CPU).data<double>().ToArray();
            for (int index = 0; index < values.Length; index++)
            {
                int member = index % members;
                Sums[member] += values[index];
                Last[member] = values[index];
                _isDead[member] |= !double.IsFinite(values[index]);
            }
        }

        Clear();
    }

    /// <summary>Begins new sums.</summary>
    public void Restart(double[] sums)
    {
        Read();
        Sums = sums;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Clear()
    {
        foreach (Tensor tensor in _pending) tensor.Dispose();
        _pending.Clear();
    }
}
