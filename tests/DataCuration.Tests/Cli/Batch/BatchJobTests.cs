using DataCuration.Cli.Batch;
using DataCuration.Pipelines.Ranks;

namespace DataCuration.Tests.Cli.Batch;

public sealed class BatchJobTests
{
    private static readonly BatchJob Job = new()
    {
        Name = "my crawl",
        Tool = ["/opt/curate"],
        Arguments = ["run", "/shared/it's here/recipe.jsonc", "--work", "/shared/out"],
        WorkDirectory = "/shared/out",
        Stages = [new BatchStage("ingest", 8, null, false), new BatchStage("classifier", 1, "ingest", false), new BatchStage("probes", 8, "classifier", true)],
        World = 8,
        Jobs = 4,
        Memory = "8GiB",
        TimeLimit = "04:00:00",
        Gpus = 1,
    };

    [Fact]
    public void Slurm_gets_an_array_a_stage_that_waits_for_the_one_before()
    {
        string[] lines = [.. SlurmScript.Write(Job).Split('\n').Where(line => line.Contains("sbatch", StringComparison.Ordinal))];

        lines.Should().HaveCount(3);
        lines[0].Should().StartWith("ingest=$(sbatch --parsable --job-name='my crawl-ingest' --array=0-7 --cpus-per-task=4 --mem=8192M")
            .And.NotContain("--dependency").And.NotContain("--gres");
        lines[1].Should().Contain("--array=0-0 --dependency=afterok:$ingest --kill-on-invalid-dep=yes").And.Contain("--world 1 --stage classifier");
        lines[2].Should().Contain("--dependency=afterok:$classifier").And.Contain("--gres=gpu:1").And.Contain("--signal=B:TERM@120").And.Contain("--world 8 --stage probes");
    }

    [Fact]
    public void Slurm_script_is_a_shell_script_whose_quotes_survive_spaces_and_apostrophes()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There is no sh.
        }

        // sbatch is replaced by a function that prints the wrapped command, and that is parsed by sh again.
        string script = "sbatch() { for a; do last=$a; done; sh -c \"set -- ${last#exec }; printf '%s|' \\\"\\$@\\\"\" >&2; echo 7; }\nmkdir() { :; }\n" + SlurmScript.Write(Job);
        using System.Diagnostics.Process sh = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", script]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string commands = sh.StandardError.ReadToEnd();
        string output = sh.StandardOutput.ReadToEnd();
        sh.WaitForExit();

        sh.ExitCode.Should().Be(0, commands);
        commands.Should().Contain("/opt/curate|run|/shared/it's here/recipe.jsonc|--work|/shared/out|--world|8|--stage|ingest|--jobs|4|--memory|8GiB|");
        output.Should().Be("submitted 7 7 7\n");
    }
}
