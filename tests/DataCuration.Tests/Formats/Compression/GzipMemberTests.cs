using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Formats.Warc;

namespace DataCuration.Tests.Formats.Compression;

public sealed class GzipMemberTests
{
    private static readonly byte[][] Members = [.. Enumerable.Range(0, 5).Select(i => Read.Gzip(WarcText.Conversion($"text {i} " + Noise(i))))];

    [Fact]
    public async Task Member_with_any_byte_changed_costs_at_most_itself()
    {
        string[] all = (await Read.AllAsync([.. Members.SelectMany(member => member)])).Texts();
        int start = Members[0].Length + Members[1].Length;
        for (int offset = 0; offset < Members[2].Length; offset += offset < 30 ? 1 : 13)
        {
            byte[] file = [.. Members.SelectMany(member => member)];
            file[start + offset] ^= 0x41;

            List<ReadItem> items = await Read.AllAsync(file, RecordFormat.Warc);

            all.Except(items.Texts()).Should().BeSubsetOf([all[2]], $"byte {offset} of the third member was changed");
            items.Texts().Should().BeSubsetOf(all, "what fails its checksum is not handed out");
            items.Positions().Should().OnlyHaveUniqueItems();
            if (items.Texts().Length < all.Length) items.Codes().Should().Equal("DC1002");
        }
    }

    [Fact]
    public async Task Row_says_where_the_damaged_member_starts_in_the_file()
    {
        byte[] file = [.. Members.SelectMany(member => member)];
        int start = Members[0].Length;
        file[start + Members[1].Length - 6] ^= 1; // The checksum.

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().HaveCount(4);
        items[1].Quarantined!.Message.Should().Contain($"gzip member at compressed byte {start})");
    }

    [Fact]
    public async Task First_member_damaged_does_not_hide_the_format()
    {
        byte[] file = [.. Members.SelectMany(member => member)];
        file[20] ^= 0xFF;

        List<ReadItem> items = await Read.AllAsync(file);

        items.Codes().Should().Equal("DC1002");
        items.Texts().Should().HaveCount(4);
    }

    [Fact]
    public async Task Member_missing_in_part_costs_itself()
    {
        List<ReadItem> items = await Read.AllAsync([.. Members[0], .. Members[1][..^40], .. Members[2], .. Members[3]]);

        items.Texts().Should().HaveCount(3);
        items.Codes().Should().Equal("DC1002");
    }

    [Fact]
    public async Task Bytes_between_members_cost_nothing_but_a_row()
    {
        List<ReadItem> items = await Read.AllAsync([.. Members[0], .. Members[1], .. "between"u8, .. Members[2]]);

        items.Texts().Should().HaveCount(3);
        items.Codes().Should().Equal("DC1002");
    }

    [Fact]
    public async Task Content_too_large_to_wait_for_its_checksum_is_handed_out_up_to_the_damage()
    {
        byte[] lines = Read.Utf8(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{{\"text\":\"{i * 7919 % 99991} some words {i} and {i * 31}\"}}\n{{\"text\":\"{Noise(i)}\"}}\n")));
        byte[] file = [.. Read.Gzip(lines), .. Read.Gzip("{\"text\":\"after\"}\n"u8.ToArray())];
        file[Read.Gzip(lines).Length - 6] ^= 1;

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().EndWith("after").And.HaveCountGreaterThan(119_000);
        items.Codes().Should().Equal("DC1002");
    }

    private static string Noise(int seed) => string.Concat(Enumerable.Range(1, 30).Select(i => $"{unchecked((seed + 1) * i * 2654435761u):x} "));
}
