using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Generation.Spending;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Planning;

/// <summary>
/// What rephrasing would ask for and cost, before any call. Exact in documents and segments once the documents are chosen (<c>--until deduplicate</c>), because it cuts
/// the same segments as the run; before that, an upper bound from the text's size.
/// </summary>
internal static class RephraseEstimate
{
    private const double BytesPerToken = 3.5;

    public static async Task<IReadOnlyList<PlanEstimate>> ForAsync(RunContext context, CancellationToken cancellationToken)
    {
        if (context.Recipe.Rephrase is not { } options)
        {
            return [];
        }

        if (context.Completed(StageNames.RephraseSelection).Count > 0)
        {
            return await CountAsync(context, options, cancellationToken).ConfigureAwait(false);
        }

        double bytes = context.Completed(StageNames.Ingest).Sum(record => record.Counts.TextBytes);
        return bytes == 0 ? [] : [new PlanEstimate("rephrase: tokens of text in all styles, at most", bytes / BytesPerToken * options.Styles.Count, "tokens")];
    }

    private static async Task<IReadOnlyList<PlanEstimate>> CountAsync(RunContext context, RephraseOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<RephrasingStyle> styles = RephraseStyles.Of(context.Recipe);
        SegmentReader reader = new(context, styles, await SegmentReader.HeldOutTextsAsync(context, cancellationToken).ConfigureAwait(false));
        GenerationLedger ledger = GenerationLedger.OpenRead(GenerationSession.LedgerFolder(context));
        await using (ledger.ConfigureAwait(false))
        {
            HashSet<DocumentId> documents = [];
            HashSet<string> requests = new(StringComparer.Ordinal);
            double prompt = 0;
            double output = 0;
            long answered = 0;
            long segments = 0;
            await foreach (SegmentRequest segment in reader.ReadAsync(context.SourceParts(), cancellationToken).ConfigureAwait(false))
            {
                if (segment.Request is not { } request)
                {
                    continue;
                }

                documents.Add(segment.Row.Parent);
                segments++;
                string hash = request.Hash;
                if (!requests.Add(hash) || ledger.Contains(hash))
                {
                    answered++;
                    continue;
                }

                prompt += Generator.EstimatedPromptTokens(request);
                output += request.MaxTokens;
            }

            List<PlanEstimate> estimates =
            [
                new("rephrase: documents", documents.Count, "documents"),
                new("rephrase: segments", segments, "segments"),
                new("rephrase: segments that need no call", answered, "segments"),
                new("rephrase: prompts", prompt, "tokens"),
                new("rephrase: answers, at most", output, "tokens"),
            ];
            TokenPrices prices = GenerationSession.Prices(options);
            if (prices != default)
            {
                estimates.Add(new("rephrase: cost, at most", prices.Of(new TokenUsage((long)prompt, 0, (long)output)), "money"));
                estimates.Add(new("rephrase: spent before", ledger.CostBefore, "money"));
            }

            if (options.MaxCost is { } maxCost)
            {
                estimates.Add(new("rephrase: left of maxCost", Math.Max(0, maxCost - ledger.CostBefore), "money"));
            }

            if (options.MaxTokens is { } maxTokens)
            {
                estimates.Add(new("rephrase: left of maxTokens", Math.Max(0, maxTokens - ledger.SpentBefore.Total), "tokens"));
            }

            if (options.ModelParameters is { } parameters)
            {
                estimates.Add(new("rephrase: compute, at most", 2 * parameters * (prompt + output), "FLOPs"));
            }

            return estimates;
        }
    }
}
