using DataCuration.Documents.Diagnostics;
using DataCuration.Sdk.Tasks;

namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class ToolLineTests
{
    public static TheoryData<string?, int, int> Places => new()
    {
        { "/data/r.json", 3, 7 }, { "C:\\data (old)\\r.json", 12, 1 }, { "r.json", 0, 0 }, { null, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Diagnostic_survives_the_way_through_text(string? file, int line, int column)
    {
        Diagnostic diagnostic = Diagnostic.Warning("DC1002", "Half a record: it ends (early).", file, line, column);

        ToolLine? parsed = ToolLine.Parse(diagnostic.ToString());

        parsed.Should().Be(new ToolLine(file, line, column, IsError: false, "DC1002", "Half a record: it ends (early)."));
    }

    [Theory]
    [InlineData("ingest: 3 documents, error rate 0.1 %")]
    [InlineData("curate: error: no code")]
    [InlineData("")]
    public void Other_line_is_no_diagnostic(string line) => ToolLine.Parse(line).Should().BeNull();
}
