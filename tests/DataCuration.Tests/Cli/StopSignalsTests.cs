using System.Diagnostics;
using System.Globalization;
using DataCuration.Cli;
using DataCuration.Documents.Diagnostics;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class StopSignalsTests
{
    [Fact]
    public async Task Stop_file_that_appears_counts_as_SIGTERM()
    {
        using TemporaryFolder folder = new();
        using StopSignals signals = new(Path.Combine(folder.Path, "stop"), null, TimeProvider.System, CancellationToken.None);
        folder.Write("stop");

        await Cancelled(signals);

        signals.ExitCode.Should().Be(ExitCode.Terminated);
    }

    [Fact]
    public async Task End_of_the_parent_counts_as_SIGTERM()
    {
        using Process parent = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using StopSignals signals = new(null, parent.Id.ToString(CultureInfo.InvariantCulture), TimeProvider.System, CancellationToken.None);
        bool wasRunning = signals.ExitCode is null;
        parent.StandardInput.Close();

        await Cancelled(signals);

        wasRunning.Should().BeTrue();
        signals.ExitCode.Should().Be(ExitCode.Terminated);
    }

    [Fact]
    public async Task Parent_that_has_ended_before_counts_as_SIGTERM()
    {
        using StopSignals signals = new(null, int.MaxValue.ToString(CultureInfo.InvariantCulture), TimeProvider.System, CancellationToken.None);

        await Cancelled(signals);

        signals.ExitCode.Should().Be(ExitCode.Terminated);
    }

    [Fact]
    public void Nothing_that_stops_means_no_exit_code()
    {
        using StopSignals signals = new(null, null, TimeProvider.System, CancellationToken.None);

        signals.Token.IsCancellationRequested.Should().BeFalse();
        signals.ExitCode.Should().BeNull();
    }

    private static async Task Cancelled(StopSignals signals)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = signals.Token.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
