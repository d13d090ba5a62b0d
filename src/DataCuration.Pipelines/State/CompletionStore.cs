using System.Text.Json;
using DataCuration.Formats.Storage;

namespace DataCuration.Pipelines.State;

/// <summary>Reads and writes completion records. Safe for concurrent use on different keys.</summary>
internal sealed class CompletionStore(WorkDirectory work)
{
    /// <summary>The record of a task; null when there is none or it is not readable (then the task runs again).</summary>
    public CompletionRecord? TryRead(string stage, string key)
    {
        string path = work.Completion(stage, key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return StateJson.Read<CompletionRecord>(File.ReadAllText(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>All records of a stage in ordinal order of their keys.</summary>
    public IReadOnlyList<CompletionRecord> ReadAll(string stage)
    {
        string folder = work.CompletionFolder(stage);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*.json")
            .Select(path => TryRead(stage, Path.GetFileNameWithoutExtension(path)))
            .OfType<CompletionRecord>()
            .OrderBy(record => record.Key, StringComparer.Ordinal)
            .ToArray();
    }

    /// <summary>Hashes the outputs and writes the record: from here on the task is done.</summary>
    public async Task<CompletionRecord> CompleteAsync(
        string stage, StageTask task, string fingerprint, string algorithmVersion, TaskResult result, CancellationToken cancellationToken)
    {
        List<TaskOutput> outputs = [];
        foreach (string path in result.Outputs)
        {
            string hash = await Fingerprint.OfFileAsync(path, cancellationToken).ConfigureAwait(false);
            outputs.Add(new TaskOutput(work.Relative(path), new FileInfo(path).Length, hash));
        }

        CompletionRecord record = new()
        {
            Stage = stage,
            Key = task.Key,
            Fingerprint = fingerprint,
            AlgorithmVersion = algorithmVersion,
            Options = task.Options,
            Inputs = task.Inputs,
            Outputs = outputs,
            Counts = result.Counts,
        };
        await AtomicFile.WriteAllTextAsync(work.Completion(stage, task.Key), StateJson.Write(record), cancellationToken).ConfigureAwait(false);
        return record;
    }

    /// <summary>True when every output is there with its length. Content is checked by <c>curate verify</c>.</summary>
    public bool IsIntact(CompletionRecord record) =>
        record.Outputs.All(output => new FileInfo(work.Full(output.Path)) is { Exists: true } file && file.Length == output.Bytes);

    /// <summary>Forgets a task and deletes what it wrote, except files that <paramref name="keep"/> names. The record goes first.</summary>
    public void Remove(CompletionRecord record, IReadOnlySet<string>? keep = null)
    {
        File.Delete(work.Completion(record.Stage, record.Key));
        foreach (TaskOutput output in record.Outputs)
        {
            if (keep?.Contains(output.Path) != true)
            {
                File.Delete(work.Full(output.Path));
            }
        }
    }
}
