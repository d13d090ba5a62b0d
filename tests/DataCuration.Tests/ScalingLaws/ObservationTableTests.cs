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
    [InlineData("run,pool,unique_tokens,tokens,value\na,p,10,20,2\na,p,10,30,2\n", 3, 1)]
    [InlineData("run,pool,unique_tokens,tokens,value\n\"a,p,10,20,2\n", 2, 1)]
    [InlineData("run,pool,unique_tokens,tokens,value,model_parameters\na,p,10,20,2,none\n", 2, 13)]
    public void ParseCsv_of_a_wrong_table_names_line_and_column(string csv, int line, int column)
    {
        Action parse = () => ObservationTable.ParseCsv(csv, "t.csv");

        Diagnostic diagnostic = parse.Should().Throw<DiagnosticException>().Which.Diagnostics[0];
        (diagnostic.Code, diagnostic.File, diagnostic.Line, diagnostic.Column).Should().Be(("DC4030", "t.csv", line, column));
    }

    [Fact]
    public void ParseCsv_reads_other_headers_and_does_without_runs_and_pools_when_told()
    {
        const string Csv = "\"size, total\",params,d,u,val_loss\n1,2e9,100,50,3.5\n1,4e9,200,50,3.1\n";
        TableColumns columns = TableColumns.Parse(["run=-", "pool=-", "tokens=d", "unique_tokens=u", "value=val_loss", "model_parameters=params"]);

        IReadOnlyList<Observation> runs = ObservationTable.ParseCsv(Csv, "t.csv", columns);

        runs.Select(run => (run.Run, run.ModelParameters, run.Value)).Should().Equal(("line 2", 2e9, 3.5), ("line 3", 4e9, 3.1));
        runs[1].Exposures.Should().Equal(new PoolExposure("all", 50, 200));
        ObservationTable.ToCsv(runs).Should().StartWith("run,pool,unique_tokens,tokens,value,seed,weight,model_parameters\n");
    }

    [Theory]
    [InlineData("value")]
    [InlineData("value=")]
    [InlineData("loss=val_loss")]
    [InlineData("tokens=-")]
    public void Parse_of_a_malformed_column_is_DC2058(string assignment)
    {
        Action parse = () => TableColumns.Parse([assignment]);

        parse.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC2058");
    }
}
