using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Pipelines.Flow;

/// <summary>Some records of one plain file, in its order.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Items">The records.</param>
internal sealed record FileBatch(string File, IReadOnlyList<ReadItem> Items)
{
    private const int MostRecords = 256;
    private const long MostBytes = 1 << 20;

    /// <summary>Reads files one after the other, in batches of at most 256 records and about 1 MB.</summary>
    public static async IAsyncEnumerable<FileBatch> ReadAsync(
        IReadOnlyList<string> files, RecordFormat format, FieldMapping fields, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string file in files)
        {
            SourceOptions source = new() { Name = "files", Files = [file], Format = format, Fields = fields };
            List<ReadItem> items = [];
            long bytes = 0;
            await foreach (ReadItem item in RecordReader.ReadAsync(file, file.Replace('\\', '/'), source, cancellationToken).ConfigureAwait(false))
            {
                items.Add(item);
                bytes += item.Record?.Payload.Length ?? 0;
                if (items.Count == MostRecords || bytes >= MostBytes)
                {
                    yield return new FileBatch(file, items);
                    items = [];
                    bytes = 0;
                }
            }

            if (items.Count > 0)
            {
                yield return new FileBatch(file, items);
            }
        }
    }
}
