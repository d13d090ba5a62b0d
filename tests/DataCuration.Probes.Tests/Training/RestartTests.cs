using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

/// <summary>A run that is stopped and started again is the run that was never stopped: bit for bit, on one thread of a CPU.</summary>
[Collection(TorchInTurn.Name)]
public sealed class RestartTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(3, "on the trunk, before the first cooldown")]
    [InlineData(12, "on the trunk, between two cooldowns")]
    [InlineData(33, "in the last cooldown")]
    public void Restart_gives_the_losses_and_the_result_of_a_straight_run(int stopAfter, string where)
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        List<double> straight = [];
        byte[] expected = ResultBytes(Run(spec, straight, int.MaxValue));
        List<double> stopped = [];

        Action stop = () => Run(spec, stopped, stopAfter);
        stop.Should().Throw<OperationCanceledException>();
        List<double> resumed = [];
        byte[] result = ResultBytes(Run(spec, resumed, int.MaxValue));

        result.Should().Equal(expected, $"it was stopped {where}");
        resumed.Count.Should().BeLessThan(straight.Count, "it goes on from a checkpoint");
        resumed.Should().Equal(straight[^resumed.Count..]);
    }

    [Fact]
    public void Checkpoint_of_other_tokens_is_not_continued()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        Action stop = () => Run(spec, [], 20);
        stop.Should().Throw<OperationCanceledException>();
        List<double> losses = [];

        ProbeResult other = Run(spec with { Seed = 2 }, losses, int.MaxValue);

        using ProbeTrainer straight = new([spec with { Seed = 2 }], _folder.Path, new ProbeTrainerOptions());
        ResultBytes(other).Should().Equal(ResultBytes(straight.Run(CancellationToken.None)[0]));
    }

    [Fact]
    public void Damaged_checkpoint_is_ignored()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        byte[] expected = ResultBytes(Run(spec, [], int.MaxValue));
        File.WriteAllBytes(CheckpointPath, [9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);

        ResultBytes(Run(spec, [], int.MaxValue)).Should().Equal(expected);
    }

    public void Dispose() => _folder.Dispose();

    private string CheckpointPath => _folder.File("probe.checkpoint.safetensors");

    private ProbeResult Run(ProbeSpec spec, List<double> losses, int stopAfter)
    {
        using CancellationTokenSource stop = new();
        ProbeTrainerOptions options = new()
        {
            CheckpointPath = CheckpointPath,
            CheckpointInterval = TimeSpan.Zero,
            Progress = progress =>
            {
                losses.Add(progress.Loss);
                if (losses.Count == stopAfter) stop.Cancel();
            },
        };
        if (stopAfter == int.MaxValue && losses.Count == 0 && !File.Exists(CheckpointPath)) options = options with { CheckpointPath = null };
        using ProbeTrainer trainer = new([spec], _folder.Path, options);
        return trainer.Run(stop.Token)[0];
    }

    private byte[] ResultBytes(ProbeResult result)
    {
        ProbeFiles.WriteResult(result, _folder.File("result.json"));
        return File.ReadAllBytes(_folder.File("result.json"));
    }
}
