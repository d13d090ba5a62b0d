using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Tests.Quality.Rules.Profiles;

public sealed class RuleProfileTests
{
    public static TheoryData<string> Names => new(RuleProfile.All.Select(profile => profile.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_compares_a_measured_column(string name)
    {
        RuleProfile profile = RuleProfile.Find(name)!;

        profile.Rules.Select(rule => rule.Column).Should().BeSubsetOf(profile.Columns);
        profile.Rules.Should().OnlyHaveUniqueItems(rule => rule.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_to_nothing_is_measured_with_finite_numbers_and_dropped(string name)
    {
        RuleProfile profile = RuleProfile.Find(name)!;
        ProfileMeter meter = profile.CreateMeter();
        foreach (byte[] text in new byte[][] { [], [.. " "u8], [.. "\n\n"u8], [.. "."u8], [0xFF, 0xC2], [.. "\u001c\u0085"u8] })
        {
            double[] values = new double[profile.Columns.Count];
            meter.Measure(text, values);

            values.Should().OnlyContain(value => double.IsFinite(value));
            profile.Judge(values).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Datatroves_reason_is_known_for_every_rule()
    {
        RuleProfile profile = RuleProfile.Find(RuleProfiles.Datatrove)!;

        profile.Rules.Select(profile.ReasonOf).Should().NotContain(reason => reason.Contains('.')).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Recipes_take_the_default_profile_first() => RuleProfiles.OfRecipes[0].Should().Be(new QualityOptions().Profile);

    [Fact]
    public void All_failed_rules_are_given_in_order()
    {
        RuleProfile profile = RuleProfile.Find(RuleProfiles.Datatrove)!;
        double[] values = new double[profile.Columns.Count];
        profile.CreateMeter().Measure("- #"u8, values);

        profile.Judge(values).Select(failed => profile.ReasonOf(failed.Rule)).Should().StartWith(["gopher_short_doc", "gopher_below_avg_threshold", "gopher_too_many_hashes"])
            .And.Contain("gopher_enough_stop_words").And.Contain("too_few_sentences");
    }
}
