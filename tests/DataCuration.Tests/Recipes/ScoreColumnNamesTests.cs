using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules;

namespace DataCuration.Tests.Recipes;

public sealed class ScoreColumnNamesTests
{
    [Fact]
    public void Metrics_are_the_columns_that_the_stage_writes() =>
        ScoreColumnNames.Metrics.Should().BeEquivalentTo(MetricColumns.All.Select(column => column.Name).Prepend("textBytes"));
}
