using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>
/// Runs a spec in this process: a trunk at a constant rate, and for each length a branch that cools down and is scored. libtorch
/// must be loaded. Not thread-safe: libtorch's thread count belongs to the process.
/// </summary>
internal sealed class ProbeTrainer : IDisposable
{
    private const long CpuMicroTokens = 1_024;
    private const long CudaMicroTokens = 32_768;

    private readonly ProbeSpec _spec;
    private readonly TrainingPlan _plan;
    private readonly ushort[] _tokens;
    private readonly BytePairTokenizer _tokenizer;
    private readonly Evaluator[] _evaluators;
    private readonly TrainingState _state;
    private readonly ChunkOrder _order;
    private readonly Action<ProbeProgress> _progress;
    private readonly string _deviceKind;
    private readonly int _microSequences;
    private long _stepsDone;

    /// <summary>Reads the files and builds the model.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="baseDirectory">Where the spec's relative paths start.</param>
    /// <param name="progress">Called after every step.</param>
    /// <exception cref="DiagnosticException">DC3004, DC4001, DC4002 or DC4003.</exception>
    public ProbeTrainer(ProbeSpec spec, string baseDirectory, Action<ProbeProgress> progress)
    {
        ProbeSpecValidation.ThrowIfInvalid(spec, file: null);
        _spec = spec;
        _progress = progress;
        string tokenizerPath = Path.Combine(baseDirectory, spec.TokenizerFile);
        _tokenizer = TokenizerFile.Load(tokenizerPath);
        _tokens = TokenFile.Read(
            Path.Combine(baseDirectory, spec.TokenFile), spec.UniqueTokens, spec.ContextLength + 1, _tokenizer.VocabularySize);
        ModelShape shape = ModelLadder.Find(spec.Model)!;
        _plan = TrainingPlan.For(spec, shape, _tokenizer.VocabularySize, _tokens.Length);

        Device device = ChooseDevice(spec);
        _deviceKind = device.type == DeviceType.CUDA ? "cuda" : "cpu";
        long microTokens = spec.MicroBatchTokens ?? (_deviceKind == "cuda" ? CudaMicroTokens : CpuMicroTokens);
        _microSequences = (int)Math.Max(1, microTokens / spec.ContextLength);
        _evaluators = [.. spec.EvaluationSets.Select(set => ReadSet(set, baseDirectory))];
        set_num_threads(spec.Threads);
        ProbeModel model = ProbeModel.Create(
            shape, _tokenizer.VocabularySize, spec.ContextLength, spec.Precision, spec.Seed, device);
        // Small batches want a longer memory of the second moment (Porian et al., arXiv 2406.19146, §3.5).
        double beta2 = _plan.BatchSequences * (long)spec.ContextLength < 65_536 ? 0.99 : 0.95;
        _state = new TrainingState(model, new AdamSettings(0.9, beta2, spec.WeightDecay));
        _order = new ChunkOrder(_plan.Chunks, spec.Seed);
    }

    /// <summary>Trains and scores all lengths.</summary>
    public ProbeResult Run(CancellationToken cancellationToken)
    {
        List<ProbePoint> points = [];
        ProbeStatus status = ProbeStatus.Completed;
        long step = 0;
        foreach (PlannedPoint point in _plan.Points)
        {
            for (; step < point.CooldownStart && status == ProbeStatus.Completed; step++)
            {
                double loss = Step(step, LearningRateSchedule.Trunk(step, _plan.WarmupSteps), cancellationToken);
                if (!double.IsFinite(loss)) status = ProbeStatus.Diverged;
            }

            if (status == ProbeStatus.Diverged) break;
            using TensorSnapshot? trunk = point == _plan.Points[^1] ? null : _state.Snapshot();
            if (Branch(point, cancellationToken) is not { } measured)
            {
                status = ProbeStatus.Diverged;
                break;
            }

            points.Add(measured);
            trunk?.Restore();
        }

        return new ProbeResult
        {
            Spec = _spec,
            Status = status,
            DeviceKind = _deviceKind,
            ParameterCount = _plan.ParameterCount,
            Vocabulary = _tokenizer.VocabularySize,
            TokenizerHash = _tokenizer.ContentHash,
            UniqueTokens = (long)_plan.Chunks * _spec.ContextLength,
            BatchTokens = (long)_plan.BatchSequences * _spec.ContextLength,
            LearningRate = _plan.LearningRate,
            WarmupSteps = _plan.WarmupSteps,
            Points = points,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    /// <summary>Cools down and scores; null when the loss is no longer a number.</summary>
    private ProbePoint? Branch(PlannedPoint point, CancellationToken cancellationToken)
    {
        double total = 0;
        for (long step = point.CooldownStart; step < point.Steps; step++)
        {
            total += Step(step, LearningRateSchedule.Cooldown(step, point, _plan.WarmupSteps), cancellationToken);
            if (!double.IsFinite(total)) return null;
        }

        EvaluationScore[] scores = [.. _evaluators.Select(evaluator => evaluator.Score(_state.Model, cancellationToken))];
        double weighted = 0;
        double weights = 0;
        for (int index = 0; index < scores.Length; index++)
        {
            weighted += scores[index].BitsPerByte * _evaluators[index].Weight;
            weights += _evaluators[index].Weight;
        }

        if (!double.IsFinite(weighted)) return null;
        long seen = point.Steps * _plan.BatchSequences * _spec.ContextLength;
        return new ProbePoint
        {
            Epochs = point.Epochs,
            TokensSeen = seen,
            UniqueTokens = Math.Min(seen, (long)_plan.Chunks * _spec.ContextLength),
            Steps = point.Steps,
            TrainLoss = total / (point.Steps - point.CooldownStart),
            Evaluations = scores,
            MacroBitsPerByte = weighted / weights,
        };
    }

    private double Step(long step, double rateShare, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int length = _spec.ContextLength + 1;
        long[] batch = new long[_plan.BatchSequences * length];
        for (int sequence = 0; sequence < _plan.BatchSequences; sequence++)
        {
            long start = (long)_order.ChunkAt((step * _plan.BatchSequences) + sequence) * _spec.ContextLength;
            for (int at = 0; at < length; at++)
            {
                batch[(sequence * length) + at] = _tokens[start + at];
            }
        }

        using Tensor tokens = tensor(batch, [_plan.BatchSequences, length]);
        double loss = _state.Step(tokens, _microSequences, _plan.LearningRate * rateShare);
        _stepsDone++;
        long tokensPerStep = (long)_plan.BatchSequences * _spec.ContextLength;
        _progress(new ProbeProgress(_stepsDone * tokensPerStep, _plan.TotalSteps * tokensPerStep, loss));
        return loss;
    }

    private Evaluator ReadSet(EvaluationSetSpec set, string baseDirectory)
    {
        string path = Path.Combine(baseDirectory, set.TokenFile);
        ushort[] tokens = TokenFile.Read(path, _spec.MaxEvaluationTokens, minTokens: 2, _tokenizer.VocabularySize);
        Evaluator evaluator = new(set, tokens, _tokenizer, _spec.ContextLength, _microSequences);
        if (evaluator.Predicted > 0) return evaluator;
        throw new DiagnosticException(
            Diagnostic.Error("DC4003", $"The evaluation set '{set.Name}' holds no text to predict. Give it documents that are not empty.", path),
            ExitCode.BadInput);
    }

    private static Device ChooseDevice(ProbeSpec spec)
    {
        if (spec.Device == "cpu") return CPU;
        if (cuda.is_available()) return CUDA;
        if (spec.Device == "auto") return CPU;
        throw new DiagnosticException(
            Diagnostic.Error(
                "DC3004",
                $"Probe '{spec.Id}' asks for a CUDA device, but libtorch sees none. Name the lib directory of a CUDA build of "
                + "PyTorch 2.10 with --torch-lib and check the driver with nvidia-smi, or set the device to cpu or auto."),
            ExitCode.Failed);
    }
}
