using DataCuration.Deduplication.Repeats;
using DataCuration.Pipelines.Flow;

namespace DataCuration.Pipelines.Repeats;

/// <summary>Shows all documents to a search, on several threads and in a fixed order.</summary>
internal static class RepeatScan
{
    /// <summary>Runs the passes that the search wants; afterwards it can resolve.</summary>
    /// <param name="search">The search.</param>
    /// <param name="open">Opens the documents, in the order that decides which copy is the first; called once a pass.</param>
    /// <param name="parallelism">Threads.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task RunAsync(
        IRepeatedTextSearch search, Func<IAsyncEnumerable<IReadOnlyList<RepeatDocument>>> open, int parallelism, CancellationToken cancellationToken)
    {
        if (search.Counts)
        {
            await MapGraph.RunAsync(
                open(),
                documents =>
                {
                    foreach (RepeatDocument document in documents.Where(document => document.TakesPart))
                    {
                        search.Count(document.Text.Span);
                    }

                    return 0;
                },
                (_, _) => Task.CompletedTask,
                parallelism,
                cancellationToken).ConfigureAwait(false);
        }

        await MapGraph.RunAsync(
            open(),
            documents => (Documents: documents, Finds: documents.Select(document => document.TakesPart ? search.Find(document.Text.Span, document.Scope) : null).ToArray()),
            (batch, _) =>
            {
                for (int i = 0; i < batch.Finds.Length; i++)
                {
                    if (batch.Finds[i] is { } finds)
                    {
                        search.Add(batch.Documents[i].Id, batch.Documents[i].Text.Span, finds);
                    }
                    else
                    {
                        search.Skip();
                    }
                }

                return Task.CompletedTask;
            },
            parallelism,
            cancellationToken).ConfigureAwait(false);
    }
}
