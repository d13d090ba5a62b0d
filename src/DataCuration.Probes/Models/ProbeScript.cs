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
    /// <summary>Logits that exist at once: 4 MB on a CPU, where more leaves the cache, and 1 GB on a GPU.</summary>
    private const int CpuLogits = 1 << 20;
    private const int CudaLogits = 1 << 28;

    private static readonly Lazy<jit.CompilationUnit> Unit = new(() => jit.compile(ReadSource()));

    /// <summary>
    /// Adds <paramref name="share"/> times the gradient of the mean cross-entropy plus <paramref name="zLoss"/> times the mean squared
    /// log-partition to <paramref name="gradients"/>.
    /// </summary>
    /// <param name="model">A single model or an ensemble.</param>
    /// <param name="tokens">[batch, length]; of an ensemble [members · batch, length], member after member.</param>
    /// <param name="targets">As <paramref name="tokens"/>.</param>
    /// <param name="gradients">Float32, in the shapes of the parameters.</param>
    /// <param name="zLoss">The weight that keeps the logits' scale in bounds.</param>
    /// <param name="share">The part of the step's batch that these sequences are.</param>
    /// <returns>The mean cross-entropy in nats: a double scalar, or [members].</returns>
    public static Tensor Accumulate(ProbeModel model, Tensor tokens, Tensor targets, Tensor[] gradients, double zLoss, double share)
    {
        object[] arguments =
        [
            tokens, targets, model.Parameters, gradients, model.Cosine, model.Sine, (Scalar)(long)model.Shape.Heads, (Scalar)model.DtypeCode,
            (Scalar)zLoss, (Scalar)share, (Scalar)HeadBlock(model),
        ];
        Tensor entropy = Unit.Value.invoke<Tensor>("accumulate", arguments);
        GC.KeepAlive(arguments);
        return entropy;
    }

    /// <summary>Nats of every target, in the shape of <paramref name="targets"/>.</summary>
    public static Tensor Nats(ProbeModel model, Tensor tokens, Tensor targets)
    {
        object[] arguments =
            [tokens, targets, model.Parameters, model.Cosine, model.Sine, (Scalar)(long)model.Shape.Heads, (Scalar)model.DtypeCode, (Scalar)HeadBlock(model)];
        Tensor result = Unit.Value.invoke<Tensor>("nats", arguments);
        GC.KeepAlive(arguments);
        return result;
    }

    /// <summary>
    /// Clips, steps in place (the embedding, first in every list, is not decayed) and sets the gradients to zero; returns the norm
    /// before clipping, of an ensemble one for each member.
    /// </summary>
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

    /// <summary>Rows of the head that go through at once.</summary>
    private static long HeadBlock(ProbeModel model)
    {
        Tensor head = model.Parameters[^1];
        long logits = head.device_type == DeviceType.CUDA ? CudaLogits : CpuLogits;
        return Math.Max(16, logits / (head.shape[^2] * (model.Members ?? 1)));
    }

    private static string ReadSource()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Probe.torchscript")
            ?? throw new InvalidOperationException("The assembly was built without Probe.torchscript.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
