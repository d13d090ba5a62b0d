using DataCuration.Documents;
using DataCuration.Documents.Columns;

namespace DataCuration.Pipelines.Flow;

/// <summary>Joins the columns of a part's batches, in order, into one table. Single-threaded.</summary>
internal sealed class ColumnCollector
{
    private readonly List<DocumentId> _ids = [];
    private readonly List<IReadOnlyList<Column>> _batches = [];

    public void Add(IReadOnlyList<Document> documents, IReadOnlyList<Column> columns)
    {
        foreach (Document document in documents)
        {
            _ids.Add(document.Id);
        }

        _batches.Add(columns);
    }

    public ColumnTable ToTable()
    {
        if (_batches.Count == 0)
        {
            return new ColumnTable(_ids, []);
        }

        Column[] joined = new Column[_batches[0].Count];
        for (int c = 0; c < joined.Length; c++)
        {
            joined[c] = _batches[0][c] switch
            {
                Column<double> => Join<double>(c),
                Column<float> => Join<float>(c),
                Column<long> => Join<long>(c),
                Column<int> => Join<int>(c),
                Column<bool> => Join<bool>(c),
                Column<string?> => Join<string?>(c),
                Column<byte[]> => Join<byte[]>(c),
                Column other => throw new NotSupportedException($"Column '{other.Name}' holds {other.ElementType.Name}."),
            };
        }

        return new ColumnTable(_ids, joined);
    }

    private Column<T> Join<T>(int index) =>
        new(_batches[0][index].Name, _batches.SelectMany(batch => ((Column<T>)batch[index]).Values).ToArray());
}
