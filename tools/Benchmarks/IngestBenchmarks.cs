using System.Text.Json;
using BenchmarkDotNet.Attributes;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Progress;
using DataCuration.Pipelines.Stages.Ingestion;
using DataCuration.Pipelines.State;

namespace DataCuration.Benchmarks;

/// <summary>JSONL.zst to parts of documents, beside each of its steps alone: decompression, parsing, writing Parquet.</summary>
public class IngestBenchmarks
{
    private static readonly (byte[] Compressed, long Bytes) Input = ReadingInput.JsonlZst();
    private static readonly byte[] Lines = ReadingInput.Jsonl();
    private static readonly SourceOptions Source = new() { Name = "books", Files = ["a.jsonl.zst"] };
    private readonly byte[] _buffer = new byte[1 << 17];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "datacuration-benchmark-" + Environment.ProcessId);
    private Document[] _documents = [];

    /// <summary>Bytes of JSON lines that one operation reads.</summary>
    public static long Bytes => Input.Bytes;

    [GlobalSetup]
    public void Setup()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllBytes(Path.Combine(_folder, "a.jsonl.zst"), Input.Compressed);
        RecordConversion conversion = new(Source, "a.jsonl.zst");
        _documents = [.. conversion.Convert(RecordReader.ReadAsync(new MemoryStream(Lines), "a", Source, CancellationToken.None).ToBlockingEnumerable()).Documents];
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true, Description = "unzstd")]
    public long Unzstd()
    {
        using ZstdSharp.DecompressionStream zstd = new(new MemoryStream(Input.Compressed));
        long length = 0;
        for (int read; (read = zstd.Read(_buffer)) > 0;) length += read;
        return length;
    }

    [Benchmark(Description = "walk the JSON tokens")]
    public long Walk()
    {
        long tokens = 0;
        foreach (Range range in Lines.AsSpan().Split((byte)'\n'))
        {
            if (range.Start.Equals(range.End)) continue;
            Utf8JsonReader json = new(Lines.AsSpan()[range]);
            while (json.Read()) tokens++;
        }

        return tokens;
    }

    [Benchmark(Description = "JSONL to records")]
    public async Task<long> Records()
    {
        long length = 0;
        await foreach (ReadItem item in RecordReader.ReadAsync(new MemoryStream(Lines), "a.jsonl", Source, CancellationToken.None)) length += item.Record?.Payload.Length ?? 0;
        return length;
    }

    [Benchmark(Description = "write Parquet parts")]
    public async Task Write()
    {
        await using DocumentPartWriter writer = await DocumentPartWriter.OpenAsync(Path.Combine(_folder, "part.parquet"), CancellationToken.None);
        await writer.WriteAsync(_documents, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
    }

    [Benchmark(Description = "JSONL.zst to Parquet parts")]
    public Task Ingest() => IngestAsync(threads: 1);

    [Benchmark(Description = "JSONL.zst to Parquet parts, two threads")]
    public Task IngestOnTwoThreads() => IngestAsync(threads: 2);

    private Task IngestAsync(int threads)
    {
        string path = Path.Combine(_folder, "a.jsonl.zst");
        ShardIngestion ingestion = new(remote: null, new WorkDirectory(Path.Combine(_folder, "work")), Source, new ResolvedFile("books", "a.jsonl.zst", path, Input.Compressed.Length), "books-0", 256L << 20);
        return ingestion.RunAsync(new TaskContext(threads, 1L << 30, new StageCounter("ingest", "ingest", TimeProvider.System)), CancellationToken.None);
    }
}
