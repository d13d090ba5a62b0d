using DataCuration.Probes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>The model and its optimiser's moments; all that a step changes. Owns them, the model included; not thread-safe.</summary>
internal sealed class TrainingState : IDisposable
{
    private const double ZLoss = 1e-4;

    private readonly Tensor[] _first;
    private readonly Tensor[] _second;
    private readonly Tensor[] _steps;
    private readonly AdamSettings _settings;

    public TrainingState(ProbeModel model, AdamSettings settings)
    {
        Model = model;
        _settings = settings;
        _first = [.. model.Parameters.Select(static parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _second = [.. model.Parameters.Select(static parameter => zeros_like(parameter).DetachFromDisposeScope())];
        _steps = [.. model.Parameters.Select(static parameter => zeros(1, device: parameter.device).squeeze().DetachFromDisposeScope())];
    }

    public ProbeModel Model { get; }

    /// <summary>One optimiser step.</summary>
    /// <param name="tokens">[sequences, context + 1], on the CPU.</param>
    /// <param name="microSequences">Sequences that go through at once; their gradients add up.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The mean cross-entropy in nats before the step.</returns>
    public double Step(Tensor tokens, int microSequences, double rate)
    {
        using IDisposable scope = NewDisposeScope();
        Device device = Model.Parameters[0].device;
        long sequences = tokens.size(0);
        long context = tokens.size(1) - 1;
        double total = 0;
        for (long start = 0; start < sequences; start += microSequences)
        {
            long count = Math.Min(microSequences, sequences - start);
            Tensor part = tokens.narrow(0, start, count).to(device);
            (Tensor entropy, Tensor objective) =
                ProbeScript.Loss(Model, part.narrow(1, 0, context), part.narrow(1, 1, context), ZLoss);
            double share = (double)count / sequences;
            (count == sequences ? objective : objective * share).backward();
            total += entropy.ToDouble() * share;
        }

        using IDisposable frozen = no_grad();
        Tensor[] gradients = [.. Model.Parameters.Select(static parameter => parameter.grad!)];
        ProbeScript.Update(Model.Parameters, gradients, _first, _second, _steps, _settings, rate);
        foreach (Tensor gradient in gradients) gradient.zero_();
        return total;
    }

    /// <summary>A copy of everything that a step changes, to come back to.</summary>
    public TensorSnapshot Snapshot() => new([.. Model.Parameters, .. _first, .. _second, .. _steps]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[.. _first, .. _second, .. _steps]) tensor.Dispose();
        Model.Dispose();
    }
}
