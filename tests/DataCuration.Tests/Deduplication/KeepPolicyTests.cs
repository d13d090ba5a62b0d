using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Tests.Deduplication;

public sealed class KeepPolicyTests
{
    [Theory]
    [InlineData("longest", KeepOrder.Longest, null)]
    [InlineData("first", KeepOrder.First, null)]
    [InlineData("highest:quality.classifier", KeepOrder.Highest, "quality.classifier")]
    [InlineData("lowest: perplexity", KeepOrder.Lowest, "perplexity")]
    public void Parse_reads_the_valid_forms(string text, KeepOrder order, string? column)
    {
        KeepPolicy policy = KeepPolicy.Parse(text);

        policy.Should().Be(new KeepPolicy(order, column));
        KeepPolicy.Parse(policy.ToString()).Should().Be(policy);
    }

    [Theory]
    [InlineData("longst", "the nearest is 'longest'")]
    [InlineData("higest:x", "the nearest is 'highest:COLUMN'")]
    [InlineData("highest", "needs a score column")]
    [InlineData("lowest: ", "needs a score column")]
    [InlineData("first:x", "takes no column")]
    [InlineData("", "no known order")]
    public void Parse_of_another_form_is_DC1070_with_the_remedy(string text, string expected)
    {
        Action parse = () => KeepPolicy.Parse(text);

        DiagnosticException exception = parse.Should().Throw<DiagnosticException>().Which;
        exception.ExitCode.Should().Be(ExitCode.Usage);
        exception.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC1070");
        exception.Message.Should().Contain(expected).And.Contain("longest, first, highest:COLUMN, lowest:COLUMN");
    }

    [Theory]
    [InlineData("longest", 3)]
    [InlineData("first", 1)]
    [InlineData("highest:x", 4)]
    [InlineData("lowest:x", 2)]
    public void Resolve_follows_the_policy_among_eligible_members(string keep, int expectedId)
    {
        ClusterMember[] members =
        [
            Member(0, 999, -99, isEligible: false),
            Member(1, 10, double.NaN),
            Member(2, 10, -1),
            Member(3, 30, 0),
            Member(4, 20, 7),
            Member(5, 10, 7),
            Member(6, 20, 7),
        ];

        Survivor(members, keep).Should().Be((UInt128)expectedId);
        Array.Reverse(members);
        Survivor(members, keep).Should().Be((UInt128)expectedId);
    }

    [Fact]
    public void Resolve_when_every_score_is_NaN_keeps_the_longest() =>
        Survivor([Member(1, 10, double.NaN), Member(2, 20, double.NaN)], "lowest:x").Should().Be((UInt128)2);

    [Fact]
    public void Resolve_without_an_eligible_member_keeps_none() =>
        DuplicateResolver.Resolve([Member(1, 10, 0, isEligible: false)], KeepPolicy.Parse("longest")).Should().BeNull();

    private static UInt128 Survivor(ClusterMember[] members, string keep) =>
        members[DuplicateResolver.Resolve(members, KeepPolicy.Parse(keep))!.Value].Id.Value;

    private static ClusterMember Member(int id, long textBytes, double score, bool isEligible = true) =>
        new(new DocumentId((UInt128)id), textBytes, score, isEligible);
}
