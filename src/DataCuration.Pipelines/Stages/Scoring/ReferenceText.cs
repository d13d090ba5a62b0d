using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Pipelines.Flow;

namespace DataCuration.Pipelines.Stages;

/// <summary>Reads reference text (evaluation sets, tokenizer samples). A bad record here is an error: what is measured against must be whole.</summary>
internal static class ReferenceText
{
    /// <exception cref="DiagnosticException">DC1094: a record cannot be read.</exception>
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(
        IRemoteFiles? remote, ResolvedFile file, [EnumeratorCancellation] CancellationToken cancellationToken, FieldMapping? fields = null)
    {
        SourceOptions source = new() { Name = file.Source, Files = [file.RelativePath], Fields = fields ?? new FieldMapping() };
        await foreach (ReadItem item in InputRecords.ReadAsync(remote, file, source, cancellationToken).ConfigureAwait(false))
        {
            if (item.Quarantined is { } bad)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC1094", $"Reference text must be whole, but the record at {bad.Position} cannot be read: {bad.Code}: {bad.Message}", file.FullPath),
                    ExitCode.BadInput);
            }

            if (item.Record is { Kind: PayloadKind.Text } record)
            {
                yield return record;
            }
        }
    }
}
