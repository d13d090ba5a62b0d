using DataCuration.Probes.Models;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>The model and its optimiser's moments; all that a step changes. Owns them, the model included; not thread-safe.</summary>
internal sealed class TrainingState : IDisposable
{
    /// <summary>The weight of the squared log-partition (Chowdhery et al., arXiv 2204.02311, §5).</summary>
    public const double ZLoss = 1e-4;

    private readonly Tensor[] _gradients;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;
    private readonly Tensor[] _steps;
    private readonly AdamSettings _settings;

    public TrainingState(ProbeModel model, AdamSettings settings)
    {
        Model = model;
        _settings = settings;
        _gradients = [.. model.Parameters.Select(static parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _first = [.. model.Parameters.Select(static parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _second = [.. model.Parameters.Select(static parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _steps = [.. model.Parameters.Select(static parameter => zeros(1, device: parameter.device).squeeze().DetachFromDisposeScope())];
    }

    public ProbeModel Model { get; }

    /// <summary>Everything that a step changes: parameters, moments and step counts.</summary>
    public Tensor[] Tensors => [.. Model.Parameters, .. _first, .. _second, .. _steps];

    /// <summary>One optimiser step.</summary>
    /// <param name="tokens">[members, sequences, context + 1], on the CPU; one member of a single model.</param>
    /// <param name="microSequences">Sequences of each member that go through at once; their gradients add up.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>
    /// The members' mean cross-entropy in nats before the step: [members], float64, on the model's device, owned by the caller. Reading it
    /// waits for the device.
    /// </returns>
    public Tensor Step(Tensor tokens, int microSequences, double rate)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        long sequences = tokens.size(1);
        long context = tokens.size(2) - 1;
        Tensor there = tokens.to(Model.Device);
        Tensor? total = null;
        for (long start = 0; start < sequences; start += microSequences)
        {
            long count = Math.Min(microSequences, sequences - start);
            Tensor part = there.narrow(1, start, count).flatten(0, 1);
            double share = (double)count / sequences;
            Tensor entropy = ProbeScript.Accumulate(
                Model, part.narrow(1, 0, context), part.narrow(1, 1, context), _gradients, ZLoss, share);
            entropy = count == sequences ? entropy : entropy * share;
            total = total is null ? entropy : total + entropy;
        }

        ProbeScript.Update(Model.Parameters, _gradients, _first, _second, _steps, _settings, rate);
        return total!.reshape(-1).DetachFromDisposeScope();
    }

    /// <summary>A copy of everything that a step changes, to come back to.</summary>
    public TensorSnapshot Snapshot() => new(Tensors);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[.. _gradients, .. _first, .. _second, .. _steps]) tensor.Dispose();
        Model.Dispose();
    }
}
