using System.Security.Cryptography;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;
using DataCuration.Probes.Tokenizer;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Training;

/// <summary>
/// Runs specs of one plan in this process, side by side as one ensemble: a trunk at a constant rate, and for each length a branch that
/// cools down and is scored. libtorch must be loaded. Not thread-safe: libtorch's thread count belongs to the process.
/// </summary>
internal sealed class ProbeTrainer : IDisposable
{
    /// <summary>Raised when the same spec may give other numbers than before.</summary>
    public const string AlgorithmVersion = "2";

    private const long CpuMicroTokens = 1_024;

    /// <summary>What the layers of one pass may keep on a GPU, about: 16 values of two bytes for each layer and unit of width, and the logits beside it.</summary>
    private const long CudaActivationBytes = 8L << 30;

    /// <summary>Reading a loss waits for the GPU, and a GPU that is waited for every step idles between small steps.</summary>
    private const int CudaStepsBetweenReads = 16;

    private readonly IReadOnlyList<ProbeSpec> _specs;
    private readonly ProbeTrainerOptions _options;
    private readonly TrainingPlan _plan;
    private readonly BytePairTokenizer _tokenizer;
    private readonly IEvaluator[] _evaluators;
    private readonly TrainingState _state;
    private readonly ProbeModel[] _members;
    private readonly TrainingBatches _batches;
    private readonly LossReader _losses;
    private readonly CheckpointWriter? _writer;
    private readonly bool _isCuda;
    private readonly int _microSequences;
    private readonly string _identity;
    private readonly List<ProbePoint>[] _points;
    private long _stepsDone;
    private long _lastCheckpoint;

    /// <summary>Reads the files and builds the model.</summary>
    /// <param name="specs">What to run: one spec, or several that differ in pool and seed only and have pools of one size.</param>
    /// <param name="baseDirectory">Where the specs' relative paths start.</param>
    /// <param name="options">How the run is watched and kept.</param>
    /// <exception cref="DiagnosticException">DC3004, DC4001, DC4002 or DC4003.</exception>
    public ProbeTrainer(IReadOnlyList<ProbeSpec> specs, string baseDirectory, ProbeTrainerOptions options)
    {
        foreach (ProbeSpec member in specs) ProbeSpecValidation.ThrowIfInvalid(member, file: null);
        ProbeSpecValidation.ThrowIfNoEnsemble(specs);
        ProbeSpec spec = specs[0];
        _specs = specs;
        _options = options;
        _tokenizer = TokenizerFile.Load(Path.Combine(baseDirectory, spec.TokenizerFile));
        _isCuda = ChooseDevice(spec).type == DeviceType.CUDA;
        ModelShape shape = ModelLadder.Find(spec.Model)!;
        long microTokens = spec.MicroBatchTokens ?? (_isCuda ? CudaActivationBytes / (32L * shape.Layers * shape.HiddenSize) : CpuMicroTokens);
        _microSequences = (int)Math.Max(1, microTokens / (spec.ContextLength * specs.Count));
        _evaluators = [.. spec.EvaluationSets.Select(set => EvaluationSets.Open(set, spec, _tokenizer, baseDirectory, microTokens))];
        TokenFile[] files = OpenPools(baseDirectory);
        _plan = TrainingPlan.For(spec, shape, _tokenizer.VocabularySize, files[0].Length);
        _batches = new TrainingBatches([.. files.Zip(specs, static (file, member) => (file, member.Seed))], _plan, spec.ContextLength);
        set_num_threads(spec.Threads);
        // Small batches want a longer memory of the second moment (Porian et al., arXiv 2406.19146, §3.5).
        double beta2 = _plan.BatchSequences * (long)spec.ContextLength < 65_536 ? 0.99 : 0.95;
        _state = new TrainingState(CreateModel(shape), new AdamSettings(0.9, beta2, spec.WeightDecay));
        _members = [.. Enumerable.Range(0, specs.Count).Select(_state.Model.Member)];
        _losses = new LossReader(specs.Count, _isCuda ? CudaStepsBetweenReads : 1);
        _points = [.. specs.Select(static _ => new List<ProbePoint>())];
        _identity = IdentityOf(files);
        _writer = options.CheckpointPath is { } path ? new CheckpointWriter(path) : null;
        _lastCheckpoint = options.Clock.GetTimestamp();
    }

    /// <summary>Trains and scores all lengths, from the checkpoint on if there is one.</summary>
    /// <returns>The results, in the order of the specs.</returns>
    public IReadOnlyList<ProbeResult> Run(CancellationToken cancellationToken)
    {
        ProbeCheckpoint? resumed = Resume();
        long step = resumed?.Step ?? 0;
        for (int index = resumed is null ? 0 : resumed.Points.Max(static points => points.Count); index < _plan.Points.Count; index++)
        {
            PlannedPoint point = _plan.Points[index];
            bool isLast = index == _plan.Points.Count - 1;
            for (; step < point.CooldownStart && _losses.IsAnyAlive; step++)
            {
                Step(step, LearningRateSchedule.Trunk(step, _plan.WarmupSteps), cancellationToken);
                SaveIfDue(step + 1, []);
            }

            _losses.Read();
            if (!_losses.IsAnyAlive) break;
            using TensorSnapshot? trunk = isLast ? null : _state.Snapshot();
            Cooldown cooldown = new(point, isLast && step > point.CooldownStart ? resumed : null, _specs.Count);
            Branch(cooldown, Math.Max(step, point.CooldownStart), isLast, cancellationToken);
            trunk?.Restore();
        }

        return [.. _specs.Select(ResultOf)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _losses.Dispose();
        foreach (ProbeModel member in _members) member.Dispose();
        _state.Dispose();
        _batches.Dispose();
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

    /// <summary>Cools down and scores; members whose loss is no longer a number get no point.</summary>
    private void Branch(Cooldown cooldown, long from, bool isLast, CancellationToken cancellationToken)
    {
        PlannedPoint point = cooldown.Point;
        _losses.Restart(cooldown.Losses);
        for (long step = from; step < point.Steps && _losses.IsAnyAlive; step++)
        {
            Step(step, LearningRateSchedule.Cooldown(step, point, _plan.WarmupSteps), cancellationToken);
            if (point.IsScoredAfter(step, _specs[0].EvaluationCheckpoints)) Score(cooldown, cancellationToken);
            // Other branches come back to the trunk, which is not in the tensors any more.
            if (isLast) SaveIfDue(step + 1, cooldown.Scores);
        }

        _losses.Read();
        for (int member = 0; member < _specs.Count; member++)
        {
            if (_losses.IsAlive(member)) _points[member].Add(PointOf(cooldown, member));
        }

        _losses.Restart(new double[_specs.Count]);
    }

    private void Score(Cooldown cooldown, CancellationToken cancellationToken)
    {
        for (int member = 0; member < _specs.Count; member++)
        {
            ProbeModel model = _members[member];
            cooldown.Scores[member].Add([.. _evaluators.Select(evaluator => evaluator.Score(model, cancellationToken))]);
        }
    }

    private ProbePoint PointOf(Cooldown cooldown, int member)
    {
        IReadOnlyList<IReadOnlyList<double[]>> checkpoints = cooldown.Scores[member];
        EvaluationScore[] scores =
            [.. _evaluators.Select((evaluator, set) => evaluator.Summarise([.. checkpoints.Select(checkpoint => checkpoint[set])]))];
        PlannedPoint point = cooldown.Point;
        long context = _specs[0].ContextLength;
        long seen = point.Steps * _plan.BatchSequences * context;
        return new ProbePoint
        {
            Epochs = point.Epochs,
            TokensSeen = seen,
            UniqueTokens = Math.Min(seen, _plan.Chunks * context),
            Steps = point.Steps,
            TrainLoss = _losses.Sums[member] / (point.Steps - point.CooldownStart),
            Evaluations = scores,
            MacroBitsPerByte = scores.Select((score, set) => score.BitsPerByte * _evaluators[set].Weight).Sum()
                / _evaluators.Sum(static evaluator => evaluator.Weight),
        };
    }

    private void Step(long step, double rateShare, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Tensor tokens = _batches.At(step);
        bool isRead = _losses.Add(_state.Step(tokens, _microSequences, _plan.LearningRate * rateShare));
        _stepsDone++;
        if (!isRead) return;
        _writer?.Hand();
        long tokensPerStep = (long)_plan.BatchSequences * _specs[0].ContextLength * _specs.Count;
        _options.Progress(new ProbeProgress(_stepsDone * tokensPerStep, _plan.TotalSteps * tokensPerStep, _losses.Last.Average()));
    }

    private void SaveIfDue(long nextStep, IReadOnlyList<IReadOnlyList<IReadOnlyList<double[]>>> scores)
    {
        if (_writer is not { IsIdle: true } || _options.Clock.GetElapsedTime(_lastCheckpoint) < _options.CheckpointInterval) return;
        _losses.Read();
        ProbeCheckpoint checkpoint = new()
        {
            Identity = _identity,
            Step = nextStep,
            StepsDone = _stepsDone,
            Points = _points,
            Statuses = [.. Enumerable.Range(0, _specs.Count).Select(StatusOf)],
            CooldownLosses = _losses.Sums,
            CooldownScores = scores,
        };
        _writer.Begin(_state.Tensors, JsonSerializer.Serialize(checkpoint, ProbeJson.Options));
        if (!_isCuda) _writer.Hand();
        _lastCheckpoint = _options.Clock.GetTimestamp();
    }

    private ProbeCheckpoint? Resume()
    {
        if (_options.CheckpointPath is not { } path || SafeTensors.ReadMetadata(path) is not { } metadata) return null;
        ProbeCheckpoint? checkpoint;
        try
        {
            checkpoint = JsonSerializer.Deserialize<ProbeCheckpoint>(metadata, ProbeJson.Options);
        }
        catch (JsonException)
        {
            // Of another version: its numbers could not be continued anyway.
            return null;
        }

        if (checkpoint?.Identity != _identity || !SafeTensors.ReadInto(path, _state.Tensors)) return null;
        _stepsDone = checkpoint.StepsDone;
        for (int member = 0; member < _specs.Count; member++)
        {
            _points[member].AddRange(checkpoint.Points[member]);
            if (checkpoint.Statuses[member] == ProbeStatus.Diverged) _losses.Bury(member);
        }

        return checkpoint;
    }

    private ProbeStatus StatusOf(int member) => _losses.IsAlive(member) ? ProbeStatus.Completed : ProbeStatus.Diverged;

    private ProbeResult ResultOf(ProbeSpec spec, int member) => new()
    {
        Spec = spec,
        Status = StatusOf(member),
        DeviceKind = _isCuda ? "cuda" : "cpu",
        ParameterCount = _plan.ParameterCount,
        Vocabulary = _tokenizer.VocabularySize,
        TokenizerHash = _tokenizer.ContentHash,
        UniqueTokens = (long)_plan.Chunks * spec.ContextLength,
        BatchTokens = (long)_plan.BatchSequences * spec.ContextLength,
        LearningRate = _plan.LearningRate,
        WarmupSteps = _plan.WarmupSteps,
        EvaluationDocuments = [.. _evaluators.Select(static evaluator => evaluator.Documents)],
        Points = _points[member],
    };

    private ProbeModel CreateModel(ModelShape shape)
    {
        ProbeSpec spec = _specs[0];
        Device device = _isCuda ? CUDA : CPU;
        int vocabulary = _tokenizer.VocabularySize;
        return _specs.Count == 1
            ? ProbeModel.Create(shape, vocabulary, spec.ContextLength, spec.Precision, spec.Seed, device)
            : ProbeModel.CreateEnsemble(
                shape, vocabulary, spec.ContextLength, spec.Precision, [.. _specs.Select(static member => member.Seed)], device);
    }

    /// <summary>An ensemble steps together, so its pools must give the same number of sequences.</summary>
    private TokenFile[] OpenPools(string baseDirectory)
    {
        TokenFile[] files = [.. _specs.Select(spec => TokenFile.Open(
            Path.Combine(baseDirectory, spec.TokenFile), spec.UniqueTokens, spec.ContextLength + 1, _tokenizer.VocabularySize))];
        long[] chunks = [.. files.Select(file => (file.Length - 1) / _specs[0].ContextLength)];
        int odd = Array.FindIndex(chunks, count => count != chunks[0]);
        if (odd < 0) return files;
        foreach (TokenFile file in files) file.Dispose();
        throw new DiagnosticException(
            Diagnostic.Error(
                "DC4002",
                $"Probes '{_specs[0].Id}' and '{_specs[odd].Id}' cannot train as one ensemble: their pools have {chunks[0]} and {chunks[odd]} "
                + "sequences. Give them the same uniqueTokens, no more than the smaller pool has, or run them one by one."),
            ExitCode.Usage);
    }

    private string IdentityOf(IReadOnlyList<TokenFile> files)
    {
        string[] parts = [AlgorithmVersion, _tokenizer.ContentHash, JsonSerializer.Serialize(_specs, ProbeJson.Options), .. files.Select(static file => file.ContentHash)];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
    }

    /// <summary>One branch: what has been scored in it, and the losses it goes on from.</summary>
    private sealed class Cooldown
    {
        public Cooldown(PlannedPoint point, ProbeCheckpoint? resumed, int members)
        {
            Point = point;
            Losses = resumed?.CooldownLosses.ToArray() ?? new double[members];
            Scores = resumed is { CooldownScores.Count: > 0 }
                ? [.. resumed.CooldownScores.Select(static scores => scores.ToList())]
                : [.. Enumerable.Range(0, members).Select(static _ => new List<IReadOnlyList<double[]>>())];
        }

        public PlannedPoint Point { get; }

        public double[] Losses { get; }

        /// <summary>[member][checkpoint][set][document].</summary>
        public List<IReadOnlyList<double[]>>[] Scores { get; }
    }
}
