using DataCuration.Documents;
using K4os.Compression.LZ4.Streams;

namespace DataCuration.Tests.Formats.Compression;

public sealed class OtherCompressionTests
{
    // Two streams each, of {"text":"one"} {"text":"two"} and {"text":"three"}, made with bzip2 1.0.8 -9 and xz 5.4.1 -9 (CRC-64).
    private const string Bzip2 =
        "QlpoOTFBWSZTWWrOF2cAAA1ZgAAQEAAAEAIBhMogADEA000CVNHqbSepBihWNmWLyhWlZDh8XckU4UJBqzhdnEJaaDkxQVkmU1mD18QhAAAH2YAAEBAAABACQBRKIAAxADAaBoyPmd2UQmQXXi7kinChIQeviEI=";

    private const string Xz =
        "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AAdABpdAD2IioaUiBPg84lKecGcnlh930Wuz6Ak7psAAAAABegjJ+SPf40AATYePRmVUx+2830BAAAAAARZWv03elhaAAAE5ta0RgIAIQEcAAAAEM9YzAEAEHsidGV4dCI6InRocmVlIn0KAAAAAMtYGJnZi4T5AAEpETIKcA4ftvN9AQAAAAAEWVo=";

    [Theory]
    [InlineData(Bzip2)]
    [InlineData(Xz)]
    public async Task Concatenated_streams_are_read(string base64) =>
        (await Read.AllAsync(Convert.FromBase64String(base64))).Texts().Should().Equal("one", "two", "three");

    [Fact]
    public async Task Lz4_frames_are_read()
    {
        using MemoryStream target = new();
        foreach (string line in (string[])["{\"text\":\"one\"}\n", "{\"text\":\"two\"}\n"])
        {
            using Stream frame = LZ4Stream.Encode(target, leaveOpen: true);
            frame.Write(Read.Utf8(line));
        }

        (await Read.AllAsync(target.ToArray())).Texts().Should().Equal("one", "two");
    }

    [Theory]
    [InlineData(Bzip2)]
    [InlineData(Xz)]
    public async Task Cut_or_changed_anywhere_is_never_silent(string base64)
    {
        byte[] whole = Convert.FromBase64String(base64);
        string[] all = (await Read.AllAsync(whole)).Texts();
        for (int offset = 0; offset < whole.Length; offset++)
        {
            byte[] changed = [.. whole];
            changed[offset] ^= 0x10;

            foreach (byte[] file in (byte[][])[changed, whole[..offset]])
            {
                List<ReadItem> items = await Read.AllAsync(file);

                bool isComplete = items.Texts().SequenceEqual(all);
                bool isPrefixOfStreams = file.Length < whole.Length && items.Texts().SequenceEqual(all.Take(2)) && IsBetweenStreams(whole, offset);
                if (!isComplete && !isPrefixOfStreams) items.Codes().Should().NotBeEmpty($"byte {offset} was changed or the file was cut there");
            }
        }
    }

    private static bool IsBetweenStreams(byte[] whole, int offset) => whole.AsSpan(offset).StartsWith(whole.AsSpan(0, 3));
}
