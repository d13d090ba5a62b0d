using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Tests.Formats;

public sealed class RecordReaderTests
{
    private const string Warc = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 2\r\n\r\nab\r\n\r\n";

    [Fact]
    public async Task Missing_file_is_a_diagnostic_with_code_DC1001_and_the_path()
    {
        string path = Path.Combine(Path.GetTempPath(), "datacuration-no-such-folder", "a.jsonl");
        SourceOptions source = new() { Name = "s", Files = [path] };

        Func<Task> read = async () =>
        {
            await foreach (ReadItem _ in RecordReader.ReadAsync(path, "a.jsonl", source, TestContext.Current.CancellationToken))
            {
            }
        };

        DiagnosticException error = (await read.Should().ThrowAsync<DiagnosticException>()).Which;
        error.ExitCode.Should().Be(ExitCode.BadInput);
        error.Diagnostics.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "DC1001", File = path });
    }

    [Fact]
    public async Task Failing_disk_is_a_temporary_diagnostic_with_code_DC1007_and_no_quarantine_row()
    {
        SourceOptions source = new() { Name = "s", Files = ["a"] };
        using FailingStream disk = new(Read.Utf8("{\"text\":\"a\"}\n"));

        Func<Task> read = async () =>
        {
            await foreach (ReadItem _ in RecordReader.ReadAsync(disk, "a.jsonl", source, TestContext.Current.CancellationToken))
            {
            }
        };

        DiagnosticException error = (await read.Should().ThrowAsync<DiagnosticException>()).Which;
        error.ExitCode.Should().Be(ExitCode.Temporary);
        error.Diagnostics[0].Code.Should().Be("DC1007");
    }

    [Theory]
    [InlineData("plain words\nand more\n", RecordFormat.Auto, "DC1004")]
    [InlineData(Warc, RecordFormat.Jsonl, "DC1005")]
    [InlineData(Warc, RecordFormat.Parquet, "DC1005")]
    [InlineData("{\"text\":\"a\"}", RecordFormat.Parquet, "DC1005")]
    [InlineData("PAR1", RecordFormat.Warc, "DC1005")]
    [InlineData("PAR1", RecordFormat.Auto, "DC1030")]
    [InlineData("", RecordFormat.Warc, "DC1006")]
    public async Task Content_that_cannot_be_read_is_one_row(string content, RecordFormat format, string code) =>
        (await Read.AllAsync(content, format)).Should().ContainSingle().Which.Quarantined!.Code.Should().Be(code);

    [Theory]
    [InlineData(Warc, RecordFormat.Auto)]
    [InlineData(Warc, RecordFormat.Wet)]
    [InlineData("\n{\"text\":\"ab\"}", RecordFormat.Auto)]
    [InlineData("{\"text\":\"ab\"}", RecordFormat.Jsonl)]
    public async Task Content_decides_in_every_compression(string content, RecordFormat format)
    {
        byte[] bytes = Read.Utf8(content);
        foreach (byte[] file in new[] { bytes, Read.Gzip(bytes), Read.Zstandard(bytes) })
        {
            (await Read.AllAsync(file, format)).Texts().Should().Equal("ab");
        }
    }

    [Fact]
    public async Task Damaged_first_line_does_not_hide_the_format()
    {
        List<ReadItem> items = await Read.AllAsync("x\"text\":\"a\"}\n{\"text\":\"b\"}\n");

        items.Codes().Should().Equal("DC1010");
        items.Texts().Should().Equal("b");
    }

    private sealed class FailingStream(byte[] content) : MemoryStream(content)
    {
        private const int NoSuchDevice = 19;
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ < 3 ? base.ReadAsync(buffer[..Math.Min(4, buffer.Length)], cancellationToken) : throw new IOException("Input/output error", NoSuchDevice);
    }
}
