using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>
/// The documents that stand for each pool in the probes: those with the smallest hash, until the pool's share of unique tokens is reached.
/// A larger sample contains the smaller one. Holds one row a kept document while it chooses.
/// </summary>
internal static class PoolSample
{
    // Independent of the hashes that split folds and repeat documents.
    private const ulong Salt = 0x70726F62655F736D;

    public static async Task<IReadOnlyDictionary<DocumentId, string>> ChooseAsync(RunContext context, IReadOnlyDictionary<string, long> uniqueTokens, CancellationToken cancellationToken)
    {
        Dictionary<string, List<(ulong Hash, DocumentId Id, int Tokens)>> pools = new(StringComparer.Ordinal);
        foreach (DocumentPart part in context.Parts())
        {
            ColumnTable decision = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Pools, part.Name), null, cancellationToken).ConfigureAwait(false);
            ColumnTable tokens = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Tokens, part.Name), null, cancellationToken).ConfigureAwait(false);
            string?[] names = decision.Get<string?>("pool");
            int[] counts = tokens.Get<int>(TokensStage.Column);
            for (int row = 0; row < names.Length; row++)
            {
                if (names[row] is { } name)
                {
                    if (!pools.TryGetValue(name, out List<(ulong, DocumentId, int)>? members))
                    {
                        pools[name] = members = [];
                    }

                    members.Add((StableHash.Of(decision.Ids[row], context.Recipe.Seed ^ Salt), decision.Ids[row], counts[row]));
                }
            }
        }

        Dictionary<DocumentId, string> chosen = [];
        foreach ((string name, List<(ulong Hash, DocumentId Id, int Tokens)> members) in pools)
        {
            members.Sort();
            long total = 0;
            foreach ((_, DocumentId id, int count) in members)
            {
                if (total >= uniqueTokens[name])
                {
                    break;
                }

                chosen[id] = name;
                total += count + 1;
            }
        }

        return chosen;
    }
}
