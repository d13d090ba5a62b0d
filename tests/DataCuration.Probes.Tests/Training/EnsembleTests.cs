using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

/// <summary>Probes side by side measure what each would have measured alone.</summary>
[Collection(TorchInTurn.Name)]
public sealed class EnsembleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Ensemble_equals_single_runs_bit_for_bit_on_one_thread()
    {
        ProbeSpec first = SmallProbe.Write(_folder);
        ProbeSpec[] specs = [first, first with { Id = "other", Seed = 2 }, first with { Id = "another", TokenFile = SmallProbe.WritePool(_folder, "another", 900) }];

        IReadOnlyList<ProbeResult> together = Run(specs);

        foreach ((ProbeResult result, ProbeSpec spec) in together.Zip(specs))
        {
            ProbeResult alone = Run([spec])[0];
            result.Points.Select(static point => point.TrainLoss).Should().Equal(alone.Points.Select(static point => point.TrainLoss));
            ResultBytes(result).Should().Equal(ResultBytes(alone));
        }
    }

    [Fact]
    public void Member_that_diverges_leaves_the_others_alone()
    {
        // The rate is so high that some seeds are lost; each member must end as it does alone.
        ProbeSpec first = SmallProbe.Write(_folder) with { LearningRate = 0.99, WeightDecay = 10, WarmupTokens = 0, Epochs = [0.1, 8] };
        ProbeSpec[] specs = [first, first with { Id = "other", Seed = 2 }];

        IReadOnlyList<ProbeResult> together = Run(specs);

        together[0].Status.Should().Be(Run([specs[0]])[0].Status);
        together[1].Points.Should().HaveCount(Run([specs[1]])[0].Points.Count);
    }

    [Fact]
    public void Members_of_different_models_are_DC4002()
    {
        ProbeSpec first = SmallProbe.Write(_folder);

        Action run = () => Run([first, first with { Model = "p1" }]);

        run.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4002");
    }

    [Fact]
    public void Pools_of_different_sizes_are_DC4002()
    {
        ProbeSpec first = SmallProbe.Write(_folder);

        Action run = () => Run([first, first with { Id = "short", TokenFile = SmallProbe.WritePool(_folder, "short", 900, documents: 3) }]);

        run.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4002");
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<ProbeResult> Run(IReadOnlyList<ProbeSpec> specs)
    {
        using ProbeTrainer trainer = new(specs, _folder.Path, new ProbeTrainerOptions());
        return trainer.Run(CancellationToken.None);
    }

    private byte[] ResultBytes(ProbeResult result)
    {
        ProbeFiles.WriteResult(result, _folder.File("result.json"));
        return File.ReadAllBytes(_folder.File("result.json"));
    }
}
