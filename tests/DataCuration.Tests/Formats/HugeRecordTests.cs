using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Tests.Formats;

/// <summary>Records of more than 2 GiB, which no array holds, are passed in bounded memory, and what follows them is read.</summary>
public sealed class HugeRecordTests
{
    private const long Huge = int.MaxValue + 100_000_000L;
    private const long MaxAllocatedBytes = 400L << 20;
    private const string Small = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 2\r\n\r\nab\r\n\r\n";

    [Theory]
    [InlineData("text/html", "DC1013", null)]
    [InlineData("video/mp4", null, "video/mp4")]
    public async Task Archive_record(string type, string? code, string? kind)
    {
        string http = $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n";
        string header = $"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Type: application/http\r\nContent-Length: {http.Length + Huge}\r\n\r\n";

        List<ReadItem> items = await ReadAsync(new GeneratedStream((Small + header + http, Huge), ("\r\n\r\n" + Small, 0)));

        items.Texts().Should().Equal("ab", "ab");
        items[1].Quarantined?.Code.Should().Be(code);
        items[1].SkippedKind.Should().Be(kind);
        items[2].Record!.Position.Should().Be(Small.Length + header.Length + http.Length + Huge + 4);
    }

    [Fact]
    public async Task Line()
    {
        const string before = "{\"text\":\"a\"}\n{\"text\":\"";

        List<ReadItem> items = await ReadAsync(new GeneratedStream((before, Huge), ("\"}\n{\"text\":\"b\"}\n", 0)));

        items.Texts().Should().Equal("a", "b");
        items.Codes().Should().Equal("DC1013");
        items[2].Record!.Position.Should().Be(before.Length + Huge + 3);
    }

    /// <summary>The generated file is read without waiting, so all memory is taken on this thread.</summary>
    private static async Task<List<ReadItem>> ReadAsync(Stream file)
    {
        SourceOptions source = new() { Name = "s", Files = ["f"] };
        List<ReadItem> items = [];
        long before = GC.GetAllocatedBytesForCurrentThread();
        await foreach (ReadItem item in RecordReader.ReadAsync(file, "f", source, TestContext.Current.CancellationToken)) items.Add(item);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MaxAllocatedBytes, "the record is never held");
        return items;
    }
}
