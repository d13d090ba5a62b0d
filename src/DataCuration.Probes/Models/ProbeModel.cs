// A decoder-only transformer, fixed so that only the data varies: pre-norm RMSNorm without gains, rotary positions, normalised
// queries and keys, squared-ReLU MLP of width 4h, no biases, untied head, output projections that start at zero. The choices are
// those of nanochat (karpathy/nanochat) and, for the plain MLP, Allen-Zhu and Li (arXiv 2404.05405). The weights are kept in
// float32; with bfloat16 each is cast once a step. Cost: 6·N + 6·L·T·h FLOPs a token.
// An ensemble is several models of one shape whose matrices are stacked: a GPU runs them in the time of one while they are small.
using static TorchSharp.torch;

namespace DataCuration.Probes.Models;

/// <summary>The weights of one probe, or of an ensemble of one shape, and the tables it needs. Owns its tensors; not thread-safe.</summary>
internal sealed class ProbeModel : IDisposable
{
    private const double RotaryBase = 10_000;

    /// <summary>
    /// Standard deviation of the embedding at the start. The first norm hides its scale from the forward pass, but a step of a given
    /// rate turns a shorter vector further: on p0 and 240,000 tokens of Wikipedia .02, .1, .3 and 1 gave 3.03, 2.83, 2.84 and 2.86 bits a byte.
    /// </summary>
    private const double EmbeddingScale = 0.1;

    /// <summary>Standard deviation of the head at the start: near "no opinion".</summary>
    private const double HeadScale = 0.02;

    private ProbeModel(ModelShape shape, int? members, Tensor[] parameters, Tensor cosine, Tensor sine, ProbePrecision precision)
    {
        Shape = shape;
        Members = members;
        Parameters = parameters;
        Cosine = cosine;
        Sine = sine;
        Precision = precision;
    }

    public ModelShape Shape { get; }

    /// <summary>Models side by side; null for a single one, whose matrices have no leading dimension.</summary>
    public int? Members { get; }

    /// <summary>Embedding, then per layer qkv, attention output, up, down; then the head. [out, in], or [members, out, in].</summary>
    public Tensor[] Parameters { get; }

    public Tensor Cosine { get; }

    public Tensor Sine { get; }

    public ProbePrecision Precision { get; }

    public Device Device => Parameters[0].device;

    /// <summary>The compute type as TorchScript counts it.</summary>
    public long DtypeCode => (long)(Precision == ProbePrecision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);

    /// <summary>
    /// Fresh weights: drawn on the CPU from a generator of their own, so that the seed gives the same model on every device.
    /// </summary>
    public static ProbeModel Create(
        ModelShape shape, int vocabulary, int contextLength, ProbePrecision precision, ulong seed, Device device)
    {
        using IDisposable scope = NewDisposeScope();
        return Create(shape, null, Draw(shape, vocabulary, seed), contextLength, precision, device);
    }

    /// <summary>Fresh weights of an ensemble; each member is what <see cref="Create(ModelShape, int, int, ProbePrecision, ulong, Device)"/> gives for its seed.</summary>
    public static ProbeModel CreateEnsemble(
        ModelShape shape, int vocabulary, int contextLength, ProbePrecision precision, IReadOnlyList<ulong> seeds, Device device)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor[][] members = [.. seeds.Select(seed => Draw(shape, vocabulary, seed))];
        Tensor[] stacked = [.. Enumerable.Range(0, members[0].Length).Select(index => stack([.. members.Select(member => member[index])]))];
        return Create(shape, seeds.Count, stacked, contextLength, precision, device);
    }

    /// <summary>One member as a model of its own that shares the ensemble's memory; a single model's only member is itself.</summary>
    public ProbeModel Member(int index)
    {
        Tensor[] parameters = [.. Parameters.Select(parameter => (Members is null ? parameter.alias() : parameter.select(0, index)).DetachFromDisposeScope())];
        return new ProbeModel(
            Shape, null, parameters, Cosine.alias().DetachFromDisposeScope(), Sine.alias().DetachFromDisposeScope(), Precision);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor parameter in Parameters) parameter.Dispose();
        Cosine.Dispose();
        Sine.Dispose();
    }

    private static ProbeModel Create(
        ModelShape shape, int? members, Tensor[] parameters, int contextLength, ProbePrecision precision, Device device)
    {
        Tensor[] owned = [.. parameters.Select(Own)];
        (Tensor cosine, Tensor sine) = RotaryTables(contextLength, shape.HeadSize);
        ScalarType compute = precision == ProbePrecision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        return new ProbeModel(shape, members, owned, Own(cosine.to(compute)), Own(sine.to(compute)), precision);

        Tensor Own(Tensor tensor) => tensor.to(device).detach().clone().DetachFromDisposeScope();
    }

    private static Tensor[] Draw(ModelShape shape, int vocabulary, ulong seed)
    {
        using Generator generator = new(seed & long.MaxValue, CPU);
        int size = shape.HiddenSize;
        int rows = ModelShape.PaddedVocabulary(vocabulary);
        double scale = 1 / Math.Sqrt(size);
        List<Tensor> parameters = [Normal(rows, size, EmbeddingScale)];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            parameters.Add(Normal(3 * size, size, scale));
            parameters.Add(zeros(size, size));
            parameters.Add(Normal(4 * size, size, scale));
            parameters.Add(zeros(size, 4 * size));
        }

        parameters.Add(Normal(rows, size, HeadScale));
        return [.. parameters];

        Tensor Normal(long count, long width, double deviation) => randn(count, width, generator: generator).mul_(deviation);
    }

    /// <summary>cos and sin of position times frequency, [T, head/2] (Su et al., arXiv 2104.09864, §3.2.2).</summary>
    private static (Tensor Cosine, Tensor Sine) RotaryTables(int contextLength, int headSize)
    {
        float[] angles = new float[contextLength * (headSize / 2)];
        for (int position = 0; position < contextLength; position++)
        {
            for (int pair = 0; pair < headSize / 2; pair++)
            {
                angles[(position * (headSize / 2)) + pair] =
                    (float)(position * Math.Pow(RotaryBase, -2.0 * pair / headSize));
            }
        }

        Tensor table = tensor(angles, [contextLength, headSize / 2]);
        return (table.cos(), table.sin());
    }
}
