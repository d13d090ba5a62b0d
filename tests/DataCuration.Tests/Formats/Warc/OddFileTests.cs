using System.Runtime.CompilerServices;
using DataCuration.Documents;

namespace DataCuration.Tests.Formats.Warc;

/// <summary>
/// Every odd archive of other tools' test suites is read to its end: what it holds, and what is quarantined where and why. The number of records
/// was counted with zcat and grep; the README beside the files says where they come from.
/// </summary>
public sealed class OddFileTests
{
    /// <summary>File, records with text, records skipped, and the quarantine rows as "code@offset".</summary>
    public static TheoryData<string, int, int, string> Files => new()
    {
        { "badexample.arc.gz", 0, 2, "DC1021@1507 DC1021@2606 DC1021@2882" },
        { "example.txt.warc.gz", 1, 5, "" },
        { "issue-514.warc", 1, 7, "" },
        { "block-sized-records.warc.gz", 0, 3, "" },
        { "clipped.warc.gz", 0, 0, "DC1002@75657" },
        { "whirlwind.warc.gz", 1, 3, "" },
        { "whirlwind.warc.wat.gz", 0, 2, "" },
        { "whirlwind.warc.wet", 1, 1, "" },
        { "whirlwind.warc.wet.gz", 1, 1, "" },
        { "sample.warc.txt", 0, 0, "DC1021@0 DC1021@617 DC1021@1310 DC1021@1959" },
        { "cc.warc.gz", 1, 0, "" },
        { "gzip_extra_sl.warc.gz", 0, 1, "" },
        { "bad.arc", 0, 0, "DC1020@0 DC1021@202" },
        { "example-bad-non-chunked.warc.gz", 1, 5, "" },
        { "example-bad.warc.gz.bad", 1, 5, "" },
        { "example-digest.warc", 0, 4, "" },
        { "example-iana.org-chunked.warc", 1, 2, "" },
        { "example-resource.warc.gz", 1, 2, "" },
        { "example-space-in-target-uri.warc.gz", 0, 2, "" },
        { "example-space-in-url.arc", 0, 1, "DC1021@151" },
        { "example-trunc.warc", 0, 3, "DC1021@1197" },
        { "example-wget-bad-target-uri.warc.gz", 1, 5, "" },
        { "example-wrong-chunks.warc.gz", 1, 1, "" },
        { "example.arc", 1, 1, "" },
        { "example.arc.gz", 1, 1, "" },
        { "example.warc", 1, 5, "" },
        { "example.warc.gz", 1, 5, "" },
        { "post-test.warc.gz", 0, 6, "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_is_read_to_its_end(string name, int documents, int skipped, string quarantined)
    {
        List<ReadItem> items = await ReadAsync(name);

        items.Count(item => item.Record is not null).Should().Be(documents);
        items.Count(item => item.SkippedKind is not null).Should().Be(skipped);
        string.Join(' ', items.Where(item => item.Quarantined is not null).Select(item => $"{item.Quarantined!.Code}@{item.Quarantined.Position}"))
            .Should().Be(quarantined);
        items.Positions().Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_file_has_a_row() =>
        Directory.EnumerateFiles(Folder()).Select(Path.GetFileName).Where(name => name != "README.md")
            .Should().BeEquivalentTo(Files.Select(row => row.Data.Item1));

    private static Task<List<ReadItem>> ReadAsync(string name) => Read.AllAsync(File.ReadAllBytes(Path.Combine(Folder(), name)));

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Fixtures");
}
