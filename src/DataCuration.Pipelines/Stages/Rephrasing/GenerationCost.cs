using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>What each style's pool cost to generate, in FLOPs of the same kind as training's, so that the mix can weigh it.</summary>
internal static class GenerationCost
{
    /// <summary>
    /// FLOPs by pool: 2 per parameter and token (Kaplan et al. 2020, inference), prompts and answers alike, and what the money would have bought. Answers that the checks
    /// dropped are paid for by those that they kept. Empty when the recipe names neither the model's parameters nor the price of compute.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, double>> OfPoolsAsync(RunContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, double> flops = new(StringComparer.Ordinal);
        if (context.Recipe.Rephrase is not { } options || (options.ModelParameters is null && options.FlopsPerMoney is null))
        {
            return flops;
        }

        foreach (DocumentPart part in context.SourceParts())
        {
            ColumnTable table = await ColumnFile.ReadAsync(
                context.Work.Columns(StageNames.Rephrase, part.Name), ["style", "promptTokens", "completionTokens", "cost"], cancellationToken).ConfigureAwait(false);
            string?[] styles = table.Get<string?>("style");
            long[] prompts = table.Get<long>("promptTokens");
            long[] completions = table.Get<long>("completionTokens");
            double[] costs = table.Get<double>("cost");
            for (int row = 0; row < table.Count; row++)
            {
                string pool = SyntheticNames.Source(styles[row]!);
                double ofTokens = 2 * (options.ModelParameters ?? 0) * (prompts[row] + completions[row]);
                flops[pool] = flops.GetValueOrDefault(pool) + ofTokens + (costs[row] * (options.FlopsPerMoney ?? 0));
            }
        }

        return flops;
    }
}
