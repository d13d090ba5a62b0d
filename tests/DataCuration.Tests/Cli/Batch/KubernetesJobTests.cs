using System.Runtime.CompilerServices;
using DataCuration.Cli.Batch;
using DataCuration.Pipelines.Ranks;
using k8s;
using k8s.Models;

namespace DataCuration.Tests.Cli.Batch;

/// <summary>The jobs as Kubernetes' own client reads them: strictly, so that a field that does not exist is an error.</summary>
public sealed class KubernetesJobTests
{
    private static readonly BatchJob Job = new()
    {
        Name = "My crawl \"2026\"",
        Tool = ["/opt/curate"],
        Arguments = ["run", "/data/it's \"here\"/recipe.jsonc", "--work", "/data/out"],
        WorkDirectory = "/data/out",
        Stages = [new BatchStage("ingest", 8, null, false)],
        World = 8,
        Jobs = 4,
    };

    [Fact]
    public void Job_is_indexed_and_says_which_failures_to_try_again()
    {
        V1Job job = KubernetesYaml.Deserialize<V1Job>(KubernetesJob.Write(Job with { Memory = "8GiB", Gpus = 1 }), strict: true);

        job.Metadata.Name.Should().Be("curate-my-crawl--2026");
        (job.Spec.CompletionMode, job.Spec.Completions, job.Spec.Parallelism, job.Spec.BackoffLimitPerIndex).Should().Be(("Indexed", 8, 8, 5));
        job.Spec.PodFailurePolicy.Rules.Select(rule => rule.Action).Should().Equal("Ignore", "FailJob");
        job.Spec.PodFailurePolicy.Rules[0].OnPodConditions.Single().Type.Should().Be("DisruptionTarget");
        job.Spec.PodFailurePolicy.Rules[1].OnExitCodes.Values.Should().Equal(2, 65);
        V1PodSpec pod = job.Spec.Template.Spec;
        pod.RestartPolicy.Should().Be("Never", "a policy for failures needs that");
        V1Container curate = pod.Containers.Should().ContainSingle().Subject;
        curate.Name.Should().Be(job.Spec.PodFailurePolicy.Rules[1].OnExitCodes.ContainerName);
        curate.Args.Should().StartWith("run").And.ContainInOrder("/data/it's \"here\"/recipe.jsonc", "--world", "8", "--jobs", "4", "--log-format", "json", "--memory", "8GiB");
        curate.Resources.Requests["memory"].ToInt64().Should().Be(8L << 30);
        curate.Resources.Limits["nvidia.com/gpu"].ToInt32().Should().Be(1);
        pod.Volumes.Single().Name.Should().Be(curate.VolumeMounts.Single().Name);
    }

    [Fact]
    public void Job_without_memory_and_GPU_asks_for_none()
    {
        V1Container curate = KubernetesYaml.Deserialize<V1Job>(KubernetesJob.Write(Job), strict: true).Spec.Template.Spec.Containers.Single();

        curate.Resources.Requests.Should().ContainSingle().Which.Key.Should().Be("cpu");
        curate.Resources.Limits.Should().BeNull();
    }

    [Fact]
    public void CronJob_of_the_documentation_runs_one_pod_at_a_time()
    {
        V1CronJob cron = KubernetesYaml.Deserialize<V1CronJob>(File.ReadAllText(Path.Combine(Root(), "docs/batch/cronjob.yaml")), strict: true);

        cron.Spec.ConcurrencyPolicy.Should().Be("Forbid");
        cron.Spec.JobTemplate.Spec.Template.Spec.Containers.Single().Args.Should().StartWith("run");
    }

    [Fact]
    public void Misspelt_field_is_an_error_here() =>
        FluentActions.Invoking(() => KubernetesYaml.Deserialize<V1Job>(KubernetesJob.Write(Job).Replace("completionMode", "completionMod", StringComparison.Ordinal), strict: true))
            .Should().Throw<Exception>().WithMessage("*completionMod*");

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", ".."));
}
