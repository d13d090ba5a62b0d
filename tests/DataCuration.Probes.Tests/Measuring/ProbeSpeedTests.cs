using DataCuration.Probes.Measuring;
using DataCuration.Probes.Worker;

namespace DataCuration.Probes.Tests.Measuring;

public sealed class ProbeSpeedTests
{
    private static readonly SpeedQuestion Question = new("p0", Vocabulary: 512, ContextLength: 64, BatchTokens: 128, Threads: 1, "cpu");

    [Fact]
    public async Task Worker_trains_some_steps_and_says_how_fast()
    {
        WorkerCommand worker = new(Environment.ProcessPath!, [.. ProcessArguments(), Program.WorkerArgument]);

        Throughput? speed = await ProbeSpeed.MeasureAsync(worker, Question, CancellationToken.None);

        speed!.Model.Should().Be("p0");
        speed.TokensPerSecond.Should().BePositive();
        speed.LastLoss.Should().BeLessThan(6, "random tokens of 512 cost ln 512 = 6.2 nats until they are learnt by heart");
    }

    [Fact]
    public async Task Worker_that_does_not_start_measures_nothing() =>
        (await ProbeSpeed.MeasureAsync(new WorkerCommand("/no/such/program", []), Question, CancellationToken.None)).Should().BeNull();

    private static string[] ProcessArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ProbeSpeedTests).Assembly.Location] : [];
}
