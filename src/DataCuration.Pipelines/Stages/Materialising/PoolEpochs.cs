using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>Epochs of each pool in the dataset: the mix's, or one of every pool when the recipe has no mix.</summary>
internal static class PoolEpochs
{
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(RunContext context, CancellationToken cancellationToken)
    {
        if (context.Recipe.Mix is null)
        {
            PoolsFile pools = await StateJson.ReadFileAsync<PoolsFile>(context.Work.Pools, cancellationToken).ConfigureAwait(false);
            return pools.Pools.ToDictionary(pool => pool.Name, _ => 1.0, StringComparer.Ordinal);
        }

        Mix mix = Mix.Parse(await File.ReadAllTextAsync(context.Work.Mix, cancellationToken).ConfigureAwait(false));
        return mix.Pools.ToDictionary(pool => pool.Name, pool => pool.Epochs, StringComparer.Ordinal);
    }
}
