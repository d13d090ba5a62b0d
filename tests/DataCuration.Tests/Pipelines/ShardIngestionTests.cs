using System.Security.Cryptography;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Stages.Ingestion;
using DataCuration.Pipelines.State;
using DataCuration.Tests.Formats;
using DataCuration.Tests.Formats.Fuzz;

namespace DataCuration.Tests.Pipelines;

/// <summary>One shard gives the same files, byte for byte, on any number of threads and with any memory.</summary>
public sealed class ShardIngestionTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "datacuration-" + Path.GetRandomFileName());

    public ShardIngestionTests() => Directory.CreateDirectory(_folder);

    [Fact]
    public async Task Threads_and_memory_do_not_change_a_byte()
    {
        string[] lines = [.. Enumerable.Range(0, 9000).Select(i => $"{{\"text\":\"line {i} {Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(i)))}\",\"n\":{i}}}\n")];
        byte[] members = Read.Gzip([.. lines.Chunk(50).Select(chunk => Read.Utf8(string.Concat(chunk)))]);
        byte[] damaged = [.. members];
        damaged.AsSpan(members.Length / 3, 40).Fill(0x11);
        List<(string Name, byte[] Content)> shards = [("lines", members), ("damaged", damaged), .. await FuzzFiles.AllAsync()];
        foreach ((string name, byte[] content) in shards)
        {
            string expected = await IngestAsync(content, threads: 1, memory: 1L << 30);

            expected.Should().NotBeEmpty();
            (await IngestAsync(content, threads: 2, memory: 1L << 30)).Should().Be(expected, $"{name} was read on 2 threads");
            (await IngestAsync(content, threads: 8, memory: 1)).Should().Be(expected, $"{name} was read on 8 threads with the least memory");
        }
    }

    [Fact]
    public async Task Part_ends_with_the_document_that_fills_it_and_not_with_a_batch()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(i => $"{{\"text\":\"{new string('a', 1000)}\"}}\n")];

        string files = await IngestAsync(Read.Utf8(string.Concat(lines)), threads: 2, memory: 1 << 20, partBytes: 30_000);

        files.Split('\n').Count(line => line.Contains("documents", StringComparison.Ordinal)).Should().Be(4);
    }

    /// <summary>A block's memory goes to the next block as soon as its documents are written; not before, and they wait for their row group to be full.</summary>
    [Fact]
    public async Task Memory_that_is_used_again_holds_only_documents_that_are_written()
    {
        const int documents = 700;
        string[] lines = [.. Enumerable.Range(0, documents).Select(i => $"{{\"text\":\"{TextOf(i)}\"}}\n")];

        await IngestAsync(Read.Utf8(string.Concat(lines)), threads: 2, memory: 1L << 30, partBytes: 1L << 40);

        string part = Directory.EnumerateFiles(_folder, "*.parquet", SearchOption.AllDirectories).Single();
        List<string> read = [];
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(part, TestContext.Current.CancellationToken))
        {
            read.AddRange(batch.Select(document => document.GetTextString()));
        }

        read.Should().HaveCount(documents);
        Enumerable.Range(0, documents).Where(i => read[i] != TextOf(i)).Should().BeEmpty();

        static string TextOf(int document) => $"{document} {new string((char)('a' + (document % 26)), 60_000)}";
    }

    [Fact]
    public async Task Budget_lets_in_what_fits_and_what_is_too_large_alone()
    {
        ByteBudget budget = new(limit: 10);
        await budget.TakeAsync(100, TestContext.Current.CancellationToken);

        Task second = budget.TakeAsync(8, TestContext.Current.CancellationToken).AsTask();
        second.IsCompleted.Should().BeFalse();
        budget.Release(100);
        await second;
        await budget.TakeAsync(2, TestContext.Current.CancellationToken);
        Task last = budget.TakeAsync(1, TestContext.Current.CancellationToken).AsTask();
        last.IsCompleted.Should().BeFalse();
        budget.Release(8);

        await last;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Name and hash of each file that came out, and the counts.</summary>
    private async Task<string> IngestAsync(byte[] content, int threads, long memory, long partBytes = 300_000)
    {
        string path = Path.Combine(_folder, "shard");
        string work = Path.Combine(_folder, "work");
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        SourceOptions source = new() { Name = "s", Files = ["shard"] };
        ShardIngestion ingestion = new(remote: null, new WorkDirectory(work), source, new ResolvedFile("s", "shard", path, content.Length), "s-0", partBytes);
        TaskResult result = await ingestion.RunAsync(
            new TaskContext(threads, memory, new StageCounter("ingest", "ingest", TimeProvider.System)), TestContext.Current.CancellationToken);
        return string.Join('\n', result.Outputs.Select(file => $"{Path.GetRelativePath(work, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"))
            + $"\n{result.Counts.In} in, {result.Counts.Out} out, {string.Join(',', result.Counts.Reasons)}";
    }
}
