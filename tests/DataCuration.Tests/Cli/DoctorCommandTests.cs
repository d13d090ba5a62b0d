namespace DataCuration.Tests.Cli;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Doctor_names_every_piece_and_what_a_missing_one_costs()
    {
        CurateRun run = await CurateRun.Of("doctor", "--json", "--work", Path.Combine(Path.GetTempPath(), "not", "there", "yet"));

        run.Error.Should().BeEmpty();
        run.Json.AsArray().Select(finding => finding!["name"]!.GetValue<string>()).Should().Equal("cores", "memory", "vector unit", "disk", "libtorch", "gpu");
        run.Json.AsArray().Should().AllSatisfy(finding => (finding!["cost"] is null).Should().Be(finding["isGood"]!.GetValue<bool>()));
        run.ExitCode.Should().Be(run.Json[4]!["isGood"]!.GetValue<bool>() ? 0 : 1);
    }
}
