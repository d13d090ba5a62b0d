using DataCuration.Cli;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Tests.Cli;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("8GB", 8_000_000_000)]
    [InlineData("8GiB", 8L << 30)]
    [InlineData("1.5 gib", 3L << 29)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("300000000", 300_000_000)]
    [InlineData("300000000B", 300_000_000)]
    public void Parse_reads_a_number_with_a_unit(string text, long bytes) => MemorySize.Parse(text).Should().Be(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-8GB")]
    [InlineData("8 elephants")]
    [InlineData("255MiB")]
    [InlineData("1e9")]
    public void Parse_of_anything_else_is_DC2051(string text) =>
        FluentActions.Invoking(() => MemorySize.Parse(text)).Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC2051");
}
