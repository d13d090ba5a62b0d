using DataCuration.Probes.Models;
using DataCuration.Probes.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Measuring;

/// <summary>
/// Measures training speed with random tokens: what a plan will take, before it starts (Languini Kitchen, arXiv 2309.11197, §3.2, does
/// the same). libtorch must be loaded. Not thread-safe.
/// </summary>
public sealed class ThroughputMeter
{
    private readonly Device _device;
    private readonly TimeProvider _clock;

    /// <param name="useCuda">The first CUDA device instead of the CPU.</param>
    /// <param name="clock">Measures.</param>
    public ThroughputMeter(bool useCuda, TimeProvider clock)
    {
        _device = useCuda ? CUDA : CPU;
        _clock = clock;
    }

    /// <summary>The rate of one large square matrix product on random numbers, in FLOPs a second: the ceiling of this device.</summary>
    public double MatrixRate(ProbePrecision precision, int size)
    {
        using IDisposable scope = NewDisposeScope();
        ScalarType type = precision == ProbePrecision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        Tensor left = randn(size, size, device: _device).to(type);
        Tensor right = randn(size, size, device: _device).to(type);
        return Median(5, 3, 10, () => left.matmul(right).Dispose(), () => Wait(left)) * 2.0 * size * size * size;
    }

    /// <summary>Trains fresh models for some steps.</summary>
    /// <param name="model">A rung of the ladder, with its own vocabulary.</param>
    /// <param name="members">Probes side by side; 1 for a single one.</param>
    /// <param name="precision">The number format.</param>
    /// <param name="contextLength">Tokens a sequence.</param>
    /// <param name="sequences">Sequences a step, of each member.</param>
    /// <param name="microSequences">Of them at once.</param>
    /// <param name="stepsPerWindow">Steps of each of the windows that are timed.</param>
    /// <param name="windows">Windows.</param>
    /// <param name="vocabulary">Tokens of the vocabulary; null: the rung's own.</param>
    public Throughput Measure(
        string model, int members, ProbePrecision precision, int contextLength, int sequences, int microSequences, int stepsPerWindow, int windows = 5, int? vocabulary = null)
    {
        ModelShape shape = ModelLadder.Find(model) ?? throw new ArgumentException($"There is no model '{model}'.", nameof(model));
        int tokenCount = vocabulary ?? shape.Vocabulary;
        ProbeModel fresh = members == 1
            ? ProbeModel.Create(shape, tokenCount, contextLength, precision, 1, _device)
            : ProbeModel.CreateEnsemble(
                shape, tokenCount, contextLength, precision, [.. Enumerable.Range(1, members).Select(static seed => (ulong)seed)], _device);
        using TrainingState state = new(fresh, new AdamSettings(0.9, 0.99, 0.1));
        using Generator generator = new(1, CPU);
        using Tensor tokens = randint(0, tokenCount, [members, sequences, contextLength + 1], ScalarType.Int64, generator: generator);
        double loss = double.NaN;
        double stepsPerSecond = Median(
            windows,
            Math.Min(2, windows),
            stepsPerWindow,
            () =>
            {
                using Tensor losses = state.Step(tokens, microSequences, rate: 1e-3);
                loss = double.NaN;
                _last?.Dispose();
                _last = losses.alias().DetachFromDisposeScope();
            },
            () => loss = _last!.to(CPU).data<double>().ToArray().Average());
        _last?.Dispose();
        _last = null;
        double tokensPerSecond = stepsPerSecond * members * sequences * contextLength;
        return new Throughput(model, members, tokensPerSecond, tokensPerSecond * shape.FlopsPerToken(tokenCount, contextLength), loss);
    }

    private Tensor? _last;

    private static void Wait(Tensor tensor)
    {
        using Tensor one = tensor.flatten().narrow(0, 0, 1).to(CPU);
        one.to(ScalarType.Float32).ToSingle();
    }

    /// <summary>Calls a second, the median of the windows.</summary>
    private double Median(int windows, int warmup, int calls, Action call, Action wait)
    {
        for (int index = 0; index < warmup; index++) call();
        wait();
        double[] rates = new double[windows];
        for (int window = 0; window < windows; window++)
        {
            long start = _clock.GetTimestamp();
            for (int index = 0; index < calls; index++) call();
            wait();
            rates[window] = calls / _clock.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(rates);
        return rates[windows / 2];
    }
}
