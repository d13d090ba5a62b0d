using System.Globalization;
using System.Text;

namespace DataCuration.Cli.Batch;

/// <summary>
/// One Indexed Job whose pods are the ranks of a run; they wait for each other at every stage by the files of the work directory, so nothing but the
/// volume is shared. Pure. A pod that exits with 75, or is evicted, is started again; one that exits with 2 or 65 (the recipe or the data is wrong)
/// fails the job at once.
/// </summary>
internal static class KubernetesJob
{
    public static string Write(BatchJob job)
    {
        string world = job.World.ToString(CultureInfo.InvariantCulture);
        StringBuilder yaml = new();
        string[] arguments =
        [
            .. job.Arguments, "--world", world, "--jobs", job.Jobs.ToString(CultureInfo.InvariantCulture), "--log-format", "json",
            .. job.Memory is { } memory ? (string[])["--memory", memory] : [],
        ];
        yaml.Append(CultureInfo.InvariantCulture, $"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {NameOf(job.Name)}
            spec:
              completionMode: Indexed
              completions: {world}
              parallelism: {world}
              backoffLimitPerIndex: 5
              podFailurePolicy:
                rules:
                  - action: Ignore
                    onPodConditions:
                      - type: DisruptionTarget
                        status: "True"
                  - action: FailJob
                    onExitCodes:
                      containerName: curate
                      operator: In
                      values: [2, 65]
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 120
                  containers:
                    - name: curate
                      image: {Scalar(job.Image)}
                      command: ["curate"]
                      args: [{string.Join(", ", arguments.Select(Scalar))}]
                      resources:
                        requests:
                          cpu: "{job.Jobs}"

            """);
        if (job.Memory is { } size)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"              memory: {MemorySize.Parse(size) >> 20}Mi\n");
        }

        if (job.Gpus > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"            limits:\n              nvidia.com/gpu: \"{job.Gpus}\"\n");
        }

        yaml.Append(CultureInfo.InvariantCulture, $"""
                      volumeMounts:
                        - name: data
                          mountPath: {Scalar(job.MountPath)}
                  volumes:
                    - name: data
                      persistentVolumeClaim:
                        claimName: {Scalar(job.VolumeClaim)}

            """);
        return yaml.ToString();
    }

    // A label of DNS: lower case letters, digits, '-', at most 63.
    private static string NameOf(string name)
    {
        string label = new([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(52)]);
        return $"curate-{label.Trim('-')}";
    }

    // A double-quoted scalar takes any text.
    private static string Scalar(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
