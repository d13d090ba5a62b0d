using DataCuration.Documents;

namespace DataCuration.Tests.Formats.Compression;

public sealed class TruncationTests
{
    private static readonly byte[][] Lines = [.. Enumerable.Range(0, 6).Select(i => Read.Utf8($"{{\"text\":\"text {i} {new string((char)('a' + i), 40)}\"}}\n"))];

    [Fact]
    public async Task Gzip_cut_at_every_byte_yields_a_prefix_and_one_row()
    {
        byte[] whole = Read.Gzip(Lines[0], [.. Lines[1], .. Lines[2]], Lines[3], [.. Lines[4], .. Lines[5]]);
        await CutEverywhereAsync(whole, memberEnds: MemberEnds());

        static HashSet<int> MemberEnds() =>
        [
            Read.Gzip(Lines[0]).Length,
            Read.Gzip(Lines[0], [.. Lines[1], .. Lines[2]]).Length,
            Read.Gzip(Lines[0], [.. Lines[1], .. Lines[2]], Lines[3]).Length,
        ];
    }

    [Fact]
    public async Task Zstandard_cut_at_every_byte_yields_a_prefix_and_one_row()
    {
        byte[] whole = Read.Zstandard(Lines[0], [.. Lines[1], .. Lines[2]], [.. Lines[3], .. Lines[4], .. Lines[5]]);
        await CutEverywhereAsync(whole, [Read.Zstandard(Lines[0]).Length, Read.Zstandard(Lines[0], [.. Lines[1], .. Lines[2]]).Length]);
    }

    [Fact]
    public async Task Gzip_with_one_changed_byte_never_loses_the_rest_silently()
    {
        byte[] whole = Read.Gzip(Lines[0], [.. Lines[1], .. Lines[2]], [.. Lines[3], .. Lines[4], .. Lines[5]]);
        string[] all = (await Read.AllAsync(whole)).Texts();
        for (int offset = 0; offset < whole.Length; offset++)
        {
            byte[] damaged = [.. whole];
            damaged[offset] ^= 0x55;

            List<ReadItem> items = await Read.AllAsync(damaged);

            string[] missing = [.. all.Except(items.Texts())];
            if (missing.Length > 0) items.Codes().Should().NotBeEmpty($"byte {offset} was changed");
        }
    }

    [Fact]
    public async Task Bytes_after_the_last_gzip_member_are_reported()
    {
        List<ReadItem> items = await Read.AllAsync([.. Read.Gzip(Lines[0]), .. "trailing"u8]);

        items.Texts().Should().HaveCount(1);
        items.Codes().Should().Equal("DC1002");
    }

    [Fact]
    public async Task Large_gzip_cut_in_the_middle_keeps_everything_before_the_cut()
    {
        byte[] content = Read.Utf8(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"text\":\"{i * 7919} some words {i}\"}}\n")));
        byte[] whole = Read.Gzip(content);

        List<ReadItem> items = await Read.AllAsync(whole[..(whole.Length / 2)]);

        items.Codes().Should().Equal("DC1002");
        items.Texts().Length.Should().BeGreaterThan(8_000);
        items[^1].Quarantined!.Position.Should().BeGreaterThan(items[^2].Record!.Position);
    }

    private static async Task CutEverywhereAsync(byte[] whole, HashSet<int> memberEnds)
    {
        string[] all = (await Read.AllAsync(whole)).Texts();
        all.Should().HaveCount(Lines.Length);
        int mostSoFar = 0;
        for (int length = 1; length < whole.Length; length++)
        {
            List<ReadItem> items = await Read.AllAsync(whole[..length]);

            string[] texts = items.Texts();
            texts.Should().Equal(all.Take(texts.Length), $"the file was cut at {length}");
            texts.Length.Should().BeGreaterThanOrEqualTo(mostSoFar, $"the file was cut at {length}");
            mostSoFar = texts.Length;
            items.Codes().Should().HaveCount(memberEnds.Contains(length) ? 0 : 1, $"the file was cut at {length}");
        }
    }
}
