using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet;

namespace DataCuration.Tests.Formats.Parquet;

public sealed class PartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datacuration-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "documents", "part-00000.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    public async Task Documents_come_back_as_they_went_in(int count)
    {
        Document[] documents = Samples.Documents(count);

        PartSummary summary = await WriteAsync(Target, documents, batch: 100);

        summary.Should().Be(new PartSummary(count, documents.Sum(document => (long)document.Text.Length)));
        List<Document> read = await ReadAsync(Target);
        read.Select(document => document with { Text = default }).Should().Equal(documents.Select(document => document with { Text = default }));
        read.Select(document => document.GetTextString()).Should().Equal(documents.Select(document => document.GetTextString()));
    }

    [Fact]
    public async Task Same_documents_give_the_same_bytes_however_they_are_batched()
    {
        // About 20 MB: more than one row group.
        Document[] documents = [.. Samples.Documents(400).Select(document => document with { Text = Enumerable.Repeat(document.Text.ToArray(), 40).SelectMany(text => text).Prepend((byte)'a').ToArray() })];
        string other = Path.Combine(_folder, "other.parquet");

        await WriteAsync(Target, documents, batch: 1);
        await WriteAsync(other, documents, batch: 333);

        byte[] first = await File.ReadAllBytesAsync(Target, Token);
        byte[] second = await File.ReadAllBytesAsync(other, Token);
        first.AsSpan().SequenceEqual(second).Should().BeTrue();
    }

    [Fact]
    public async Task Batches_are_bounded_by_text_and_by_count()
    {
        byte[] large = new byte[400_000];
        Document[] documents = [.. Samples.Documents(1200).Select((document, i) => i < 10 ? document with { Text = large } : document with { Text = "a"u8.ToArray() })];
        await WriteAsync(Target, documents, batch: 1200);

        List<int> sizes = [];
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(Target, Token))
        {
            batch.Sum(document => document.Text.Length).Should().BeLessThanOrEqualTo(DocumentPartReader.BatchBytes);
            sizes.Add(batch.Count);
        }

        sizes.Sum().Should().Be(1200);
        sizes.Max().Should().Be(DocumentPartReader.BatchDocuments);
    }

    [Fact]
    public async Task Disposal_without_completion_leaves_nothing()
    {
        await using (DocumentPartWriter writer = await DocumentPartWriter.OpenAsync(Target, Token))
        {
            await writer.WriteAsync(Samples.Documents(10), Token);
        }

        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().BeEmpty();
    }

    [Fact]
    public async Task Large_texts_do_not_leak_into_the_footer_as_statistics()
    {
        byte[] noise = new byte[1 << 20];
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)('a' + (int)(StableHash.Of(DocumentId.Create("n", "f", i), 1) % 26));
        await WriteAsync(Target, [.. Samples.Documents(2).Select(document => document with { Text = noise })], batch: 2);

        new FileInfo(Target).Length.Should().BeLessThan(noise.Length * 2);
    }

    [Fact]
    public async Task Dataset_rows_come_back_through_both_readers()
    {
        DatasetRow[] rows = [.. Samples.Documents(50).Select((document, i) => new DatasetRow(document, $"pool-{i % 3}", i + 1, i % 7 == 0 ? double.NaN : i / 7.0))];
        PartSummary summary;
        await using (DatasetPartWriter writer = await DatasetPartWriter.OpenAsync(Target, Token))
        {
            await writer.WriteAsync(rows, Token);
            summary = await writer.CompleteAsync(Token);
        }

        summary.Rows.Should().Be(50);
        (await ReadAsync(Target)).Select(document => document.Id).Should().Equal(rows.Select(row => row.Document.Id));
        ColumnTable table = await ColumnFile.ReadAsync(Target, ["pool", "repetitions", "score"], Token);
        table.Get<string>("pool").Should().Equal(rows.Select(row => row.Pool));
        table.Get<int>("repetitions").Should().Equal(rows.Select(row => row.Repetitions));
        table.Get<double>("score").Should().Equal(rows.Select(row => row.Score));
    }

    [Fact]
    public async Task Damaged_or_missing_part_is_a_diagnostic_with_code_DC1040()
    {
        await WriteAsync(Target, Samples.Documents(500), batch: 500);
        byte[] whole = await File.ReadAllBytesAsync(Target, Token);
        foreach (int length in new[] { 0, 3, 100, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(Target, whole[..length], Token);
            await FailsAsync();
        }

        File.Delete(Target);
        await FailsAsync();

        async Task FailsAsync()
        {
            Func<Task> read = () => ReadAsync(Target);
            DiagnosticException error = (await read.Should().ThrowAsync<DiagnosticException>()).Which;
            error.Diagnostics.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "DC1040", File = Target });
        }
    }

    private static async Task<PartSummary> WriteAsync(string path, Document[] documents, int batch)
    {
        await using DocumentPartWriter writer = await DocumentPartWriter.OpenAsync(path, Token);
        foreach (Document[] some in documents.Chunk(batch)) await writer.WriteAsync(some, Token);
        return await writer.CompleteAsync(Token);
    }

    private static async Task<List<Document>> ReadAsync(string path)
    {
        List<Document> documents = [];
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(path, Token)) documents.AddRange(batch);
        return documents;
    }
}
