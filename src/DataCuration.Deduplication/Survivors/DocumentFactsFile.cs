using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Sorting;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Deduplication.Survivors;

/// <summary>The facts of all documents of a job, in row order, in one file or (with an index) several. One writer; readers after <see cref="Complete"/>.</summary>
public sealed class DocumentFactsFile : IDisposable
{
    private readonly List<string> _paths;
    private readonly RecordFileWriter<DocumentFacts> _writer;
    private readonly string _path;

    /// <summary>Starts the file of the new documents.</summary>
    /// <param name="path">Where; deleted on disposal.</param>
    /// <param name="before">The files of an index's documents, whose rows come first.</param>
    public DocumentFactsFile(string path, IEnumerable<string> before)
    {
        _path = path;
        _paths = [.. before, path];
        _writer = new RecordFileWriter<DocumentFacts>(path);
    }

    /// <summary>The next row's facts.</summary>
    public void Add(in DocumentFacts facts) => _writer.Add(facts);

    /// <summary>No row follows.</summary>
    public void Complete() => _writer.Complete();

    /// <summary>All rows in order, in blocks; each is valid until the next one is asked for.</summary>
    /// <exception cref="DiagnosticException">DC1072: a file is damaged.</exception>
    public IEnumerable<ReadOnlyMemory<DocumentFacts>> ReadBlocks()
    {
        foreach (string path in _paths)
        {
            using RecordFileReader<DocumentFacts> reader = new(path, SketchStore.Stage);
            for (ReadOnlyMemory<DocumentFacts> block; (block = reader.ReadBlock()).Length > 0;)
            {
                yield return block;
            }
        }
    }

    /// <summary>The new documents' rows in order.</summary>
    /// <exception cref="DiagnosticException">DC1072: the file is damaged.</exception>
    public IEnumerable<DocumentFacts> ReadAdded() => ReadOne(_path);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_path);
    }

    private static IEnumerable<DocumentFacts> ReadOne(string path)
    {
        using RecordFileReader<DocumentFacts> reader = new(path, SketchStore.Stage);
        while (reader.TryRead(out DocumentFacts facts))
        {
            yield return facts;
        }
    }
}
