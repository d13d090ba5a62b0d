using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Formats;

namespace DataCuration.Pipelines.Flow;

/// <summary>Reads a recipe's file from where it lies: this machine, or the storage that listed it.</summary>
internal static class InputRecords
{
    /// <exception cref="DiagnosticException">The file cannot be opened or read, or is no longer the one that was listed.</exception>
    public static IAsyncEnumerable<ReadItem> ReadAsync(IRemoteFiles? remote, ResolvedFile file, SourceOptions source, CancellationToken cancellationToken) =>
        file.Version is { } version
            ? RecordReader.ReadAsync(() => remote!.Open(new RemoteFile(file.FullPath, file.Length, version)), file.RelativePath, source, cancellationToken)
            : RecordReader.ReadAsync(file.FullPath, file.RelativePath, source, cancellationToken);
}
