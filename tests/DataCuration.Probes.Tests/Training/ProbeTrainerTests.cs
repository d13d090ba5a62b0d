using System.Buffers.Binary;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Tokenizer;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

[Collection(TorchInTurn.Name)]
public sealed class ProbeTrainerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Same_spec_gives_a_byte_identical_result()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);

        ProbeFiles.WriteResult(Run(spec), _folder.File("first.json"));
        ProbeFiles.WriteResult(Run(spec), _folder.File("second.json"));

        File.ReadAllBytes(_folder.File("first.json")).Should().Equal(File.ReadAllBytes(_folder.File("second.json")));
    }

    [Fact]
    public async Task Collector_that_runs_all_the_time_changes_nothing()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with { Epochs = [6] };
        double alone = Run(spec).Points[0].MacroBitsPerByte;
        using CancellationTokenSource stop = new();
        Task collector = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });

        double harried = Run(spec).Points[0].MacroBitsPerByte;
        await stop.CancelAsync();
        await collector;

        harried.Should().Be(alone);
    }

    [Fact]
    public void Other_seed_gives_another_result()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);

        double first = Run(spec).Points[0].MacroBitsPerByte;
        double second = Run(spec with { Seed = 2 }).Points[0].MacroBitsPerByte;

        second.Should().NotBe(first);
    }

    [Fact]
    public void Branch_of_the_trunk_equals_a_straight_run_bit_for_bit()
    {
        ProbeSpec series = SmallProbe.Write(_folder);
        ProbePoint[] branches = [.. Run(series).Points];

        foreach (ProbePoint branch in branches)
        {
            ProbePoint straight = Run(series with { Epochs = [branch.Epochs] }).Points.Single();
            straight.Should().BeEquivalentTo(branch);
            straight.TrainLoss.Should().Be(branch.TrainLoss);
            straight.MacroBitsPerByte.Should().Be(branch.MacroBitsPerByte);
        }
    }

    [Fact]
    public void Longer_training_scores_better_on_text_of_the_same_kind()
    {
        ProbeResult result = Run(SmallProbe.Write(_folder));

        result.Status.Should().Be(ProbeStatus.Completed);
        result.Points.Select(static point => point.MacroBitsPerByte).Should().BeInDescendingOrder();
        result.Points.Select(static point => point.TokensSeen).Should().BeInAscendingOrder();
    }

    [Fact]
    public void Diverging_run_is_reported_and_keeps_the_points_before()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);

        // A learning rate of almost one and a decay of ten multiply the matrices by -9 a step: infinite within 40 steps.
        ProbeResult result = Run(spec with { Epochs = [0.1, 8], LearningRate = 0.99, WeightDecay = 10, WarmupTokens = 0 });

        result.Status.Should().Be(ProbeStatus.Diverged);
        result.Points.Should().HaveCountLessThan(2);
    }

    [Fact]
    public void Micro_batches_add_up_to_the_batch()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with { Epochs = [0.5] };

        double whole = Run(spec with { MicroBatchTokens = 128 }).Points[0].MacroBitsPerByte;
        double parts = Run(spec with { MicroBatchTokens = 32 }).Points[0].MacroBitsPerByte;

        parts.Should().BeApproximately(whole, 2e-4);
    }

    /// <summary>
    /// An order-2 Markov chain over 4 letters: each follows from the two before it with probability .85, the other three share the
    /// rest. The chain's own probabilities give the held-out text's code length, which no model beats but by luck.
    /// </summary>
    [Fact]
    public void Markov_text_is_learned_to_two_percent_of_its_entropy()
    {
        BytePairTokenizer bytes = BytePairTrainer.Train([], BytePairTrainer.MinVocabulary, CancellationToken.None);
        TokenizerFile.Save(bytes, _folder.File("bytes.json"));
        (byte[] text, _) = MarkovText(seed: 1, 100_000);
        (byte[] heldOut, double entropy) = MarkovText(seed: 2, 16_000);
        SmallProbe.WriteTokens(_folder.File("markov.tokens"), bytes, [text]);
        SmallProbe.WriteTokens(_folder.File("markov-held-out.tokens"), bytes, [heldOut]);

        ProbeResult result = Run(new ProbeSpec
        {
            Id = "markov",
            Pool = "markov",
            TokenFile = "markov.tokens",
            TokenizerFile = "bytes.json",
            UniqueTokens = 100_000,
            Epochs = [1],
            BatchTokens = 256,
            ContextLength = 128,
            EvaluationSets = [new EvaluationSetSpec { Name = "held-out", TokenFile = "markov-held-out.tokens" }],
        });

        result.Points.Single().MacroBitsPerByte.Should().BeInRange(entropy * 0.98, entropy * 1.02);
    }

    [Fact]
    public void Token_beyond_the_vocabulary_is_DC4003_with_its_offset()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        byte[] pool = File.ReadAllBytes(_folder.File("pool.tokens"));
        BinaryPrimitives.WriteUInt16LittleEndian(pool.AsSpan(200), 9999);
        File.WriteAllBytes(_folder.File("pool.tokens"), pool);

        Diagnostic diagnostic = Failure(spec);

        diagnostic.Code.Should().Be("DC4003");
        diagnostic.Message.Should().Contain("9999").And.Contain("200");
    }

    [Fact]
    public void Set_without_text_is_DC4003()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        File.WriteAllBytes(_folder.File("held-out.tokens"), new byte[8]);

        Failure(spec).Code.Should().Be("DC4003");
    }

    [Fact]
    public void Missing_cuda_device_is_DC3004() =>
        Failure(SmallProbe.Write(_folder) with { Device = "cuda" }).Code.Should().Be("DC3004");

    public void Dispose() => _folder.Dispose();

    private static (byte[] Text, double BitsPerByte) MarkovText(ulong seed, int length)
    {
        SplitMix64 random = new(seed);
        byte[] text = new byte[length];
        int before = 0;
        int last = 1;
        double bits = 0;
        for (int index = 0; index < length; index++)
        {
            // The likely successor mixes both predecessors, so that neither alone tells it.
            int likely = ((3 * before) + last + (before & last)) % 4;
            int next = random.NextBelow(100) < 85 ? likely : (likely + 1 + random.NextBelow(3)) % 4;
            bits -= Math.Log2(next == likely ? 0.85 : 0.05);
            text[index] = (byte)('a' + next);
            (before, last) = (last, next);
        }

        return (text, bits / length);
    }

    private ProbeResult Run(ProbeSpec spec)
    {
        using ProbeTrainer trainer = new([spec], _folder.Path, new ProbeTrainerOptions());
        return trainer.Run(CancellationToken.None)[0];
    }

    private Diagnostic Failure(ProbeSpec spec) =>
        FluentActions.Invoking(() => Run(spec)).Should().Throw<DiagnosticException>().Which.Diagnostics[0];
}
