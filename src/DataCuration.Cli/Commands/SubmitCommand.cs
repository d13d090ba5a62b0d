using System.CommandLine;
using System.Diagnostics;
using DataCuration.Cli.Batch;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Ranks;
using DataCuration.Probes.Worker;
using DataCuration.Storage;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate submit RECIPE --to slurm|kubernetes</c>: the jobs that run a recipe on a cluster, printed or handed over.</summary>
internal static class SubmitCommand
{
    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<string> to = new("--to") { Description = "The scheduler: slurm or kubernetes.", HelpName = "SCHEDULER", Required = true };
        to.AcceptOnlyFromAmong("slurm", "kubernetes");
        Option<int> world = new("--world") { Description = "Processes that share each stage. Default: 4.", HelpName = "N", DefaultValueFactory = _ => 4 };
        Option<bool> now = new("--now") { Description = "Hand it to the scheduler (sbatch, kubectl apply) instead of printing it." };
        Option<string?> partition = new("--partition") { Description = "Slurm: the partition.", HelpName = "NAME" };
        Option<string?> time = new("--time") { Description = "Slurm: time limit of each process, for example 04:00:00.", HelpName = "LIMIT" };
        Option<int> gpus = new("--gpus") { Description = "GPUs for each process that trains probes. Default: 0.", HelpName = "N" };
        Option<string?> image = new("--image") { Description = "Kubernetes: the image that holds curate.", HelpName = "IMAGE" };
        Option<string?> claim = new("--volume-claim") { Description = "Kubernetes: the claim of the shared volume.", HelpName = "NAME" };
        Option<string?> mount = new("--mount") { Description = "Kubernetes: where the volume is mounted; recipe and work directory lie below it.", HelpName = "DIR" };
        Command command = new("submit", "Prints the jobs that run a recipe on a cluster, or submits them.") { to, world, now, partition, time, gpus, image, claim, mount };
        options.AddTo(command);
        command.Add(options.Work);
        command.Add(options.Jobs);
        command.Add(options.Memory);
        command.SetAction(async (parse, cancellationToken) =>
        {
            CheckedRecipe valid = await options.ReadValidAsync(parse, cancellationToken).ConfigureAwait(false);
            Recipe recipe = valid.Recipe!;
            RunOptions run = options.CreateRunOptions(parse);
            int ranks = parse.GetValue(world);
            if (ranks < 1)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", $"--world is {ranks}; expected at least 1."), ExitCode.Usage);
            }

            bool isSlurm = parse.GetValue(to) == "slurm";
            IReadOnlyList<BatchStage> stages = BatchPlan.For(recipe, ranks);
            if (isSlurm && Directory.Exists(run.WorkDirectory))
            {
                using RemoteStorage storage = new(recipe.Storage, TimeProvider.System);
                stages = BatchPlan.Left(stages, await new CurationRun(recipe, run, TimeProvider.System, storage, valid.Files).PlanAsync(cancellationToken).ConfigureAwait(false));
                if (stages.Count == 0)
                {
                    console.Error.WriteLine("curate: everything is up to date, there is nothing to submit");
                    return (int)ExitCode.Done;
                }
            }

            WorkerCommand self = SelfCommand.Create();
            BatchJob defaults = new()
            {
                Name = recipe.Name,
                Tool = [self.FileName, .. self.LeadingArguments],
                Arguments = [.. options.RunArguments(parse)],
                WorkDirectory = Path.GetFullPath(run.WorkDirectory),
                Stages = stages,
                World = ranks,
                Jobs = run.Jobs,
            };
            BatchJob job = defaults with
            {
                Memory = parse.GetValue(options.Memory),
                Partition = parse.GetValue(partition),
                TimeLimit = parse.GetValue(time),
                Gpus = parse.GetValue(gpus),
                Image = parse.GetValue(image) ?? defaults.Image,
                VolumeClaim = parse.GetValue(claim) ?? defaults.VolumeClaim,
                MountPath = parse.GetValue(mount) ?? defaults.MountPath,
            };
            string text = isSlurm ? SlurmScript.Write(job) : KubernetesJob.Write(job);
            if (!parse.GetValue(now))
            {
                console.Output.Write(text);
                return (int)ExitCode.Done;
            }

            return await HandOverAsync(isSlurm ? ["sh"] : ["kubectl", "apply", "-f", "-"], text, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> HandOverAsync(string[] program, string text, CancellationToken cancellationToken)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program[0], program[1..]) { RedirectStandardInput = true })!;
            await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? (int)ExitCode.Done : (int)ExitCode.Failed;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC3061", $"'{program[0]}' cannot be started: it is needed to submit. Install it, or leave out --now and take the printed text to the cluster."), ExitCode.Failed);
        }
    }
}
