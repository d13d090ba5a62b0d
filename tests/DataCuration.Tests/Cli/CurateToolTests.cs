using DataCuration.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

public sealed class CurateToolTests
{
    [Fact]
    public async Task No_arguments_print_the_verbs()
    {
        CurateRun run = await CurateRun.Of();

        run.ExitCode.Should().Be(0);
        run.Output.Should().ContainAll("check", "plan", "run", "status", "explain", "report", "verify", "fit", "mix", "doctor").And.NotContain("probe-worker");
    }

    [Theory]
    [InlineData("rum recipe.json", "'rum' is no verb of curate. Did you mean 'run'?")]
    [InlineData("run recipe.json --jbos 2", "'--jbos' is no option of `curate run`. Did you mean '--jobs'?")]
    [InlineData("run recipe.json --temperature 2", "`curate run --help` lists the options.")]
    [InlineData("run", "Required argument missing for command: 'run'.")]
    [InlineData("run recipe.json --jobs many", "'many'")]
    [InlineData("mix law.json", "--budget")]
    [InlineData("fit table.csv --law cubic", "'cubic'")]
    public async Task Wrong_usage_is_DC2050_with_the_nearest_name(string arguments, string message)
    {
        CurateRun run = await CurateRun.Of(arguments.Split(' '));

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("curate: error DC2050: ").And.Contain(message);
        run.Error.TrimEnd().Split('\n').Should().ContainSingle();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("explain", "00000000000000000000000000000000")]
    [InlineData("verify")]
    [InlineData("report")]
    public async Task Reading_verb_on_a_folder_that_is_no_work_directory_is_a_usage_error(string verb, params string[] more)
    {
        using TemporaryFolder folder = new();

        CurateRun run = await CurateRun.Of([verb, folder.Path, .. more]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("DC3042");
    }

    [Fact]
    public async Task Unexpected_exception_is_DC3099_with_its_stack()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        using StringWriter error = new();
        using FailingWriter output = new(new InvalidOperationException("boom"));

        int exitCode = await CurateTool.RunAsync(["check", Path.Combine(folder.Path, "small.json")], new ToolConsole(output, error), CancellationToken.None);

        exitCode.Should().Be(1);
        error.ToString().Should().StartWith("curate: error DC3099: This is a defect of curate").And.Contain("boom").And.Contain("   at ");
    }

    [Fact]
    public async Task Failure_of_the_file_system_is_DC3050_and_worth_a_retry()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        using StringWriter error = new();
        using FailingWriter output = new(new IOException("No space left on device."));

        int exitCode = await CurateTool.RunAsync(["check", Path.Combine(folder.Path, "small.json")], new ToolConsole(output, error), CancellationToken.None);

        exitCode.Should().Be(75);
        error.ToString().Should().StartWith("curate: error DC3050: No space left on device.").And.NotContain("   at ");
    }

    private sealed class FailingWriter(Exception exception) : StringWriter
    {
        public override void WriteLine(string? value) => throw exception;
    }
}
