using System.Runtime.CompilerServices;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;
using DataCuration.Formats.Compression;
using DataCuration.Tests.Formats.Fuzz;

namespace DataCuration.Tests.Formats.Compression;

/// <summary>A file that is decoded in pieces on several threads gives the bytes, and says about damage, what it gives and says on one.</summary>
public sealed class PiecewiseStreamTests
{
    private const int SeedsPerFile = 60;
    private const int SmallPiece = 64;

    [Fact]
    public async Task Whole_and_damaged_files_give_what_the_one_stream_gives()
    {
        IEnumerable<(string Name, byte[] Content)> files = (await FuzzFiles.AllAsync()).Concat(Archives());
        foreach ((string name, byte[] content) in files)
        {
            for (int seed = -1; seed < SeedsPerFile; seed++)
            {
                byte[] file = seed < 0 ? content : Mutator.Mutate(content, seed);
                IPieceCutter? cutter = CompressionMagic.Detect(file) switch
                {
                    CompressionKind.Gzip => new GzipCutter(SmallPiece),
                    CompressionKind.Zstandard => new ZstandardCutter(SmallPiece),
                    _ => null,
                };
                if (cutter is null) continue;
                string expected = await DrainAsync(cutter.DecodeRest(new MemoryStream(file)));
                foreach (int threads in new[] { 1, 3 })
                {
                    (await DrainAsync(new PiecewiseStream(new MemoryStream(file), cutter, threads))).Should().Be(expected, $"{name}, seed {seed}, {threads} threads");
                }
            }
        }
    }

    [Fact]
    public async Task Members_of_a_large_file_are_really_cut_and_decoded_apart()
    {
        byte[][] members = [.. Enumerable.Range(0, 50).Select(i => Encoding.ASCII.GetBytes($"member {i} {new string((char)('a' + (i % 26)), 500)}"))];
        CountingCutter cutter = new();

        string drained = await DrainAsync(new PiecewiseStream(new MemoryStream(Read.Gzip(members)), cutter, threads: 2));

        drained.Should().Be(string.Concat(members.Select(Convert.ToHexString)));
        cutter.Pieces.Should().BeGreaterThan(10);
        cutter.Rests.Should().Be(0);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("none")]
    public async Task Records_and_rows_are_the_same_for_any_number_of_threads(string compression)
    {
        Random random = new(5);
        string[] lines = [.. Enumerable.Range(0, 6000).Select(i => $"{{\"text\":\"{Convert.ToBase64String(Bytes(random, 300))} {i}\",\"n\":{i}}}\n")];
        byte[][] members = [.. lines.Chunk(100).Select(chunk => Read.Utf8(string.Concat(chunk)))];
        byte[] file = compression switch { "gzip" => Read.Gzip(members), "zstd" => Read.Zstandard(members), _ => [.. members.SelectMany(member => member)] };
        foreach (int damaged in new[] { -1, file.Length / 2 })
        {
            if (damaged >= 0) file.AsSpan(damaged, 8).Fill(0xAA);
            List<ReadItem> alone = await ItemsAsync(file, threads: 1);
            List<ReadItem> many = await ItemsAsync(file, threads: 8);

            many.Select(Describe).Should().Equal(alone.Select(Describe));
            alone.Count.Should().BeGreaterThan(damaged < 0 ? 5999 : 2900);
            (await ItemsAsync(file, threads: 2)).Select(Describe).Should().Equal(alone.Select(Describe));
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Describe(ReadItem item) => item.Record is { } record
        ? $"{record.Position} {Encoding.UTF8.GetString(record.Payload.Span)} {record.Metadata}"
        : $"{item.SkippedKind} {item.Quarantined?.Position} {item.Quarantined?.Code} {item.Quarantined?.Message}";

    private static async Task<List<ReadItem>> ItemsAsync(byte[] file, int threads)
    {
        SourceOptions source = new() { Name = "s", Files = ["f"] };
        List<ReadItem> items = [];
        await foreach (RecordBlock block in RecordReader.ReadBlocksAsync(new MemoryStream(file), "f", source, threads, TestContext.Current.CancellationToken))
        {
            items.AddRange(block.Decode());
        }

        return items;
    }

    private static async Task<string> DrainAsync(Stream stream)
    {
        StringBuilder found = new();
        byte[] buffer = new byte[1000];
        await using (stream)
        {
            while (true)
            {
                try
                {
                    int read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
                    if (read == 0) return found.ToString();
                    found.Append(Convert.ToHexString(buffer.AsSpan(0, read)));
                }
                catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
                {
                    found.Append('[').Append(damage.Message).Append(']');
                    if (stream is not IResumableStream resumable || !await resumable.ResumeAsync(TestContext.Current.CancellationToken)) return found.ToString();
                }
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Archives([CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "Warc", "Fixtures"), "*.gz").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));

    private sealed class CountingCutter : IPieceCutter
    {
        private readonly GzipCutter _cutter = new(SmallPiece);
        private int _pieces;

        public int Pieces => _pieces;

        public int Rests { get; private set; }

        public int Cut(ReadOnlySpan<byte> window, bool isLast) => _cutter.Cut(window, isLast);

        public Stream Decode(Stream piece)
        {
            Interlocked.Increment(ref _pieces);
            return _cutter.Decode(piece);
        }

        public Stream DecodeRest(Stream file)
        {
            Rests++;
            return _cutter.DecodeRest(file);
        }
    }
}
