using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Benchmarks;

/// <summary>A crawl to records on one thread, beside inflating it with .NET's own stream and doing nothing with the bytes.</summary>
public class WarcReadingBenchmarks
{
    private static readonly (byte[] Compressed, long Bytes) Input = ReadingInput.WarcGz();
    private static readonly SourceOptions Source = new() { Name = "web", Files = ["a.warc.gz"] };
    private readonly byte[] _buffer = new byte[1 << 17];

    /// <summary>Bytes that one operation inflates.</summary>
    public static long Bytes => Input.Bytes;

    [Benchmark(Baseline = true, Description = "gunzip")]
    public long Gunzip()
    {
        using GZipStream gzip = new(new MemoryStream(Input.Compressed), CompressionMode.Decompress);
        long length = 0;
        for (int read; (read = gzip.Read(_buffer)) > 0;) length += read;
        return length;
    }

    [Benchmark(Description = "WARC.gz to records")]
    public Task<long> Records() => ReadAsync(threads: 1);

    [Benchmark(Description = "WARC.gz to records, two threads")]
    public Task<long> RecordsOnTwoThreads() => ReadAsync(threads: 2);

    private static async Task<long> ReadAsync(int threads)
    {
        long length = 0;
        await foreach (RecordBlock block in RecordReader.ReadBlocksAsync(new MemoryStream(Input.Compressed), "a.warc.gz", Source, threads, CancellationToken.None))
        {
            foreach (ReadItem item in block.Decode()) length += item.Record?.Payload.Length ?? 0;
            block.Dispose();
        }

        return length;
    }
}
