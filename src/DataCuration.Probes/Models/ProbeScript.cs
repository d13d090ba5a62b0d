using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Models;

/// <summary>
/// The compiled TorchScript functions of <c>Probe.torchscript</c>. Compiled once a process (a compilation unit frees nothing
/// when disposed); not thread-safe. Arguments are kept alive over the native call, and numbers go in as Scalars of ours: for a plain
/// number TorchSharp makes a Scalar of its own, whose finalizer may run, and free it, while native code reads it.
/// </summary>
internal static class ProbeScript
{
    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(ReadSource()));

    /// <summary>Mean cross-entropy, and the quantity to differentiate.</summary>
    public static (Tensor Entropy, Tensor Objective) Loss(ProbeModel model, Tensor tokens, Tensor targets, double zLoss)
    {
        object[] arguments =
            [tokens, targets, model.Parameters, model.Cosine, model.Sine, (Scalar)(long)model.Shape.Heads, (Scalar)model.DtypeCode, (Scalar)zLoss];
        (Tensor entropy, Tensor objective) = Unit.Value.invoke<(Tensor, Tensor)>("loss", arguments);
        GC.KeepAlive(arguments);
        return (entropy, objective);
    }

    /// <summary>Nats of every target, in the shape of <paramref name="targets"/>.</summary>
    public static Tensor Nats(ProbeModel model, Tensor tokens, Tensor targets)
    {
        object[] arguments =
            [tokens, targets, model.Parameters, model.Cosine, model.Sine, (Scalar)(long)model.Shape.Heads, (Scalar)model.DtypeCode];
        Tensor result = Unit.Value.invoke<Tensor>("nats", arguments);
        GC.KeepAlive(arguments);
        return result;
    }

    /// <summary>Clips and steps in place (the embedding, first in every list, is not decayed); returns the norm before clipping.</summary>
    public static Tensor Update(
        Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] steps, AdamSettings settings, double rate)
    {
        object[] arguments =
        [
            gradients,
            parameters[..1], gradients[..1], first[..1], second[..1], steps[..1],
            parameters[1..], gradients[1..], first[1..], second[1..], steps[1..],
            (Scalar)rate, (Scalar)settings.Beta1, (Scalar)settings.Beta2, (Scalar)settings.WeightDecay, (Scalar)settings.Epsilon, (Scalar)settings.ClipNorm,
        ];
        Tensor norm = Unit.Value.invoke<Tensor>("update", arguments);
        GC.KeepAlive(arguments);
        return norm;
    }

    private static string ReadSource()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Probe.torchscript")
            ?? throw new InvalidOperationException("The assembly was built without Probe.torchscript.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
