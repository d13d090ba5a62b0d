using System.Diagnostics;
using DataCuration.Documents.Diagnostics;
using DataCuration.Probes.Native;
using DataCuration.Probes.Tests.Training;
using DataCuration.Probes.Training;
using DataCuration.Probes.Worker;

namespace DataCuration.Probes.Tests.Worker;

public sealed class ProbeProcessTests : IDisposable
{
    private static readonly WorkerCommand Worker = TestWorker(Program.WorkerArgument);

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Worker_runs_a_spec_and_reports_progress_up_to_the_last_token()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        LastReport progress = new();

        ProbeResult result = await ProbeProcess.RunAsync(spec, _folder.File("small.json"), Worker, progress, CancellationToken.None);

        result.Points.Should().HaveCount(3);
        progress.Last!.Tokens.Should().Be(progress.Last.TotalTokens).And.BePositive();
        Directory.EnumerateFiles(_folder.Path, "*.tmp").Should().BeEmpty();
    }

    [Fact]
    public async Task Two_workers_write_the_same_bytes()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);

        await ProbeProcess.RunAsync(spec, _folder.File("first.json"), Worker, null, CancellationToken.None);
        await ProbeProcess.RunAsync(spec, _folder.File("second.json"), Worker, null, CancellationToken.None);

        File.ReadAllBytes(_folder.File("first.json")).Should().Equal(File.ReadAllBytes(_folder.File("second.json")));
    }

    [Fact]
    public async Task Worker_that_aborts_is_DC4004_with_its_last_words()
    {
        Diagnostic diagnostic = await FailureAsync(SmallProbe.Write(_folder), TestWorker(Program.CrashArgument));

        diagnostic.Code.Should().Be("DC4004");
        diagnostic.Message.Should().Contain("aborted").And.Contain("native code has gone wrong");
        File.Exists(_folder.File("failing.json")).Should().BeFalse();
    }

    [Fact]
    public async Task Worker_that_cannot_be_started_is_DC4004() =>
        (await FailureAsync(SmallProbe.Write(_folder), new WorkerCommand(_folder.File("nothing"), []))).Code.Should().Be("DC4004");

    [Fact]
    public async Task Diagnostic_of_the_worker_reaches_the_parent()
    {
        Diagnostic diagnostic = await FailureAsync(SmallProbe.Write(_folder) with { TokenFile = "missing.tokens" }, Worker);

        diagnostic.Code.Should().Be("DC4003");
        diagnostic.File.Should().EndWith("missing.tokens");
    }

    [Fact]
    public async Task Worker_whose_parent_is_gone_stops_without_a_result()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with { Epochs = [5_000] };
        ProbeFiles.WriteSpec(spec, _folder.File("long.spec.json"));
        using Process process = StartWorker("long");
        (await process.StandardOutput.ReadLineAsync()).Should().Contain("progress");

        // What the system does to the pipe when the parent dies.
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be((int)ExitCode.Terminated);
        File.Exists(_folder.File("long.json")).Should().BeFalse();
    }

    /// <summary>Acceptance of crash safety: killed again and again at any moment, the worker leaves no half result and ends with the same bytes.</summary>
    [Fact]
    public async Task Killed_worker_leaves_no_partial_result_and_goes_on_where_it_was()
    {
        ProbeSpec spec = SmallProbe.Write(_folder);
        await ProbeProcess.RunAsync(spec, _folder.File("straight.json"), Worker, null, CancellationToken.None);
        ProbeFiles.WriteSpec(spec, _folder.File("killed.spec.json"));
        int kills = 0;

        for (int lines = 5; ; lines += 40)
        {
            using Process process = StartWorker("killed", "--checkpoint-seconds", "0");
            for (int line = 0; line < lines; line++)
            {
                if (await process.StandardOutput.ReadLineAsync() is null) break;
            }

            if (File.Exists(_folder.File("killed.json"))) break;
            process.Kill();
            await process.WaitForExitAsync();
            kills++;
            kills.Should().BeLessThan(20, "each start goes further than the one before");
            Directory.EnumerateFiles(_folder.Path, "killed*.json").Select(Path.GetFileName).Should().BeSubsetOf(["killed.spec.json", "killed.json"]);
        }

        kills.Should().BePositive();
        File.ReadAllBytes(_folder.File("killed.json")).Should().Equal(File.ReadAllBytes(_folder.File("straight.json")));
    }

    [Fact]
    public async Task Cancellation_kills_the_worker()
    {
        ProbeSpec spec = SmallProbe.Write(_folder) with { Epochs = [5_000] };
        using CancellationTokenSource stop = new();
        LastReport progress = new() { OnReport = stop.Cancel };

        Func<Task> run = () => ProbeProcess.RunAsync(spec, _folder.File("long.json"), Worker, progress, stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        File.Exists(_folder.File("long.json")).Should().BeFalse();
    }

    [Fact]
    public async Task Doctor_says_that_probes_can_run_here()
    {
        TorchFacts facts = await TorchDoctor.ExamineAsync(Worker, CancellationToken.None);

        facts.Reason.Should().BeNull();
        facts.IsUsable.Should().BeTrue();
        facts.Runtime!.LibraryDirectory.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Doctor_survives_a_worker_that_aborts()
    {
        TorchFacts facts = await TorchDoctor.ExamineAsync(TestWorker(Program.CrashArgument), CancellationToken.None);

        facts.IsUsable.Should().BeFalse();
        facts.Code.Should().Be("DC4004");
    }

    [Fact]
    public async Task Directory_without_libtorch_is_DC3003()
    {
        TorchFacts facts = await TorchDoctor.ExamineAsync(
            Worker with { TorchLibraryDirectory = _folder.Path }, CancellationToken.None);

        facts.Code.Should().Be("DC3003");
        facts.Reason.Should().Contain(_folder.Path);
    }

    [Fact]
    public async Task Library_that_is_no_library_is_DC3002()
    {
        foreach (string name in (string[])["c10", "torch_cpu", "torch", "LibTorchSharp"])
        {
            await File.WriteAllTextAsync(_folder.File(NativeFileNames.Of(name)), "not a library");
        }

        Diagnostic diagnostic = await FailureAsync(
            SmallProbe.Write(_folder), Worker with { TorchLibraryDirectory = _folder.Path });

        diagnostic.Code.Should().Be("DC3002");
        diagnostic.Message.Should().Contain(NativeFileNames.Of("c10"));
    }

    public void Dispose() => _folder.Dispose();

    private static WorkerCommand TestWorker(string argument) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "DataCuration.Probes.Tests.dll"), argument]);

    private Process StartWorker(string name, params string[] more) => Process.Start(new ProcessStartInfo(
        Worker.FileName,
        [.. Worker.LeadingArguments, "--spec", _folder.File(name + ".spec.json"), "--result", _folder.File(name + ".json"), .. more])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private async Task<Diagnostic> FailureAsync(ProbeSpec spec, WorkerCommand command)
    {
        Func<Task> run = () => ProbeProcess.RunAsync(spec, _folder.File("failing.json"), command, null, CancellationToken.None);
        return (await run.Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics[0];
    }

    /// <summary>Unlike Progress, calls back on the thread that reports: nothing arrives late.</summary>
    private sealed class LastReport : IProgress<ProbeProgress>
    {
        public ProbeProgress? Last { get; private set; }

        public Action? OnReport { get; init; }

        public void Report(ProbeProgress value)
        {
            Last = value;
            OnReport?.Invoke();
        }
    }
}
