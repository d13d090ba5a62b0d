using System.Reflection;
using System.Text.RegularExpressions;

namespace DataCuration.EndToEnd.Tests.Sdk;

/// <summary>The tables of this project's README name tests that exist.</summary>
public sealed partial class BuildPromiseTests
{
    [Fact]
    public void Every_promise_and_every_trap_names_a_test_that_runs()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Readme.Root, "tests/DataCuration.EndToEnd.Tests/README.md"))
            .TakeWhile(line => line != "## Measured")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))];
        string[] tests = [.. typeof(BuildPromiseTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute { Skip: null })).Select(method => $"{type.Name}.{method.Name}"))];

        // Two of them are the heads of the tables.
        string[] named = [.. rows.Select(row => Test().Match(row)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

        named.Should().HaveCount(rows.Length - 2).And.BeSubsetOf(tests);
        Enumerable.Range(1, 15).Should().OnlyContain(trap => rows.Any(row => row.StartsWith($"| {trap}. ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\| `(\w+\.\w+)` \|$")]
    private static partial Regex Test();
}
