using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.ScalingLaws;

public sealed class ObservationTableTests
{
    [Fact]
    public void ParseCsv_reads_what_ToCsv_wrote()
    {
        string csv = ObservationTable.ToCsv(SyntheticRuns.Observe(0.01));

        ObservationTable.ToCsv(ObservationTable.ParseCsv(csv, "t.csv")).Should().Be(csv);
    }

    [Fact]
    public void ParseCsv_joins_the_rows_of_a_mixture()
    {
        IReadOnlyList<Observation> runs = ObservationTable.ParseCsv("run,pool,unique_tokens,tokens,value\nm,a,10,20,2.5\nm,b,30,30,2.5\n", "t.csv");

        runs.Should().ContainSingle().Which.Exposures.Should().Equal(new PoolExposure("a", 10, 20), new PoolExposure("b", 30, 30));
    }

    [Theory]
    [InlineData("run,pool,tokens,value\na,p,1,2\n", 1, 1)]
    [InlineData("run,pool,unique_tokens,tokens,value\na,p,10,x,2\n", 2, 8)]
    [InlineData("run,pool,unique_tokens,tokens,value\na,p,10,20,-2\n", 2, 11)]
    [InlineData("run,pool,unique_tokens,tokens,value\na,p,10,20\n", 2, 1)]
    [InlineData("run,pool,unique_tokens,tokens,value\na,p,10,20,2\na,q,10,20,3\n", 3, 1)]
    [InlineData("run,pool,unique_tokens,tokens,value\n", 1, 1)]
    public void ParseCsv_of_a_wrong_table_names_line_and_column(string csv, int line, int column)
    {
        Action parse = () => ObservationTable.ParseCsv(csv, "t.csv");

        Diagnostic diagnostic = parse.Should().Throw<DiagnosticException>().Which.Diagnostics[0];
        (diagnostic.Code, diagnostic.File, diagnostic.Line, diagnostic.Column).Should().Be(("DC4030", "t.csv", line, column));
    }
}
