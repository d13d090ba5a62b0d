using System.Security.Cryptography;
using System.Text;

namespace DataCuration.Pipelines.State;

/// <summary>Hashes that decide whether work is still valid. Pure, apart from reading the file to be hashed.</summary>
internal static class Fingerprint
{
    /// <summary>
    /// hash(stage, algorithm version, canonical options, inputs). Nothing else may influence a task's output: neither paths outside the
    /// inputs, nor threads, nor the clock.
    /// </summary>
    public static string Of(string stage, string algorithmVersion, string options, IReadOnlyList<TaskInput> inputs)
    {
        StringBuilder text = new();
        text.Append(stage).Append('\n').Append(algorithmVersion).Append('\n').Append(options).Append('\n');
        foreach (TaskInput input in inputs)
        {
            text.Append(input.Name).Append('\t').Append(input.Hash).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }
}
