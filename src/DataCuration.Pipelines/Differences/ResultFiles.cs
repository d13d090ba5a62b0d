using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Stages.Materialising;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Differences;

/// <summary>The results of a side; null where its recipe has not got so far.</summary>
internal static class ResultFiles
{
    public static Task<PoolsFile?> PoolsAsync(DiffSide side, CancellationToken cancellationToken) =>
        ReadAsync(side, side.Work.Pools, StateJson.Read<PoolsFile>, cancellationToken);

    public static Task<LawFit?> LawAsync(DiffSide side, CancellationToken cancellationToken) =>
        ReadAsync(side, side.Work.Law, json => LawFit.Parse(json, side.Work.Law), cancellationToken);

    public static Task<Mix?> MixAsync(DiffSide side, CancellationToken cancellationToken) =>
        ReadAsync(side, side.Work.Mix, ScalingLaws.Mixing.Mix.Parse, cancellationToken);

    public static Task<DatasetManifest?> DatasetAsync(DiffSide side, CancellationToken cancellationToken) =>
        ReadAsync(side, side.Work.Manifest, StateJson.Read<DatasetManifest>, cancellationToken);

    private static async Task<T?> ReadAsync<T>(DiffSide side, string path, Func<string, T> read, CancellationToken cancellationToken)
        where T : class
    {
        if (!side.Has(path))
        {
            return null;
        }

        try
        {
            return read(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (JsonException exception)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC2120", $"This result is not as the run wrote it: {exception.Message} Delete the file and run the recipe again: it is made anew with the same bytes.", path),
                ExitCode.Failed);
        }
    }
}
