using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Models;
using DataCuration.Probes.Training;

namespace DataCuration.Probes.Tests.Training;

public sealed class ProbeSpecTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Spec_reads_back_as_written()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with { LearningRate = 0.1 + 0.2 };

        ProbeFiles.WriteSpec(spec, _folder.File("spec.json"));

        ProbeFiles.ReadSpec(_folder.File("spec.json")).Should().BeEquivalentTo(spec);
    }

    [Fact]
    public void Members_that_the_file_leaves_out_keep_their_defaults()
    {
        File.WriteAllText(
            _folder.File("short.json"),
            """
            { "id": "a", "pool": "b", "tokenFile": "c", "tokenizerFile": "d", "uniqueTokens": 1000, "epochs": [1], "precision": "bf16",
              "evaluationSets": [{ "name": "e", "tokenFile": "f" }] }
            """);

        ProbeSpec spec = ProbeFiles.ReadSpec(_folder.File("short.json"));

        spec.Model.Should().Be("p0");
        spec.ContextLength.Should().Be(256);
        spec.Precision.Should().Be(ProbePrecision.Bf16);
        spec.EvaluationSets[0].Weight.Should().Be(1);
    }

    [Fact]
    public void All_problems_are_DC4002_at_once()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with
        {
            Model = "p2",
            Epochs = [1, 1],
            ContextLength = 4,
            BatchTokens = 1,
            MicroBatchTokens = 1,
            LearningRate = 0,
            WarmupTokens = -1,
            WeightDecay = double.NaN,
            Threads = 0,
            Device = "tpu",
            EvaluationSets = [],
            MaxEvaluationTokens = 0,
            UniqueTokens = 3,
        };

        Action validate = () => ProbeSpecValidation.ThrowIfInvalid(spec, "spec.json");

        IReadOnlyList<Diagnostic> diagnostics = validate.Should().Throw<DiagnosticException>().Which.Diagnostics;
        diagnostics.Should().HaveCount(13).And.OnlyContain(static item => item.Code == "DC4002" && item.File == "spec.json");
        diagnostics[0].Message.Should().Contain("p2").And.Contain("p110");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"x\",\"unknown\":1}")]
    public void Damaged_files_are_DC4005(string json)
    {
        File.WriteAllText(_folder.File("damaged.json"), json);

        CodeOf(() => ProbeFiles.ReadSpec(_folder.File("damaged.json"))).Should().Be("DC4005");
        CodeOf(() => ProbeFiles.ReadResult(_folder.File("damaged.json"))).Should().Be("DC4005");
        CodeOf(() => ProbeFiles.ReadResult(_folder.File("missing.json"))).Should().Be("DC4005");
    }

    public void Dispose() => _folder.Dispose();

    private static string CodeOf(Action action) =>
        action.Should().Throw<DiagnosticException>().Which.Diagnostics.Single().Code;
}
