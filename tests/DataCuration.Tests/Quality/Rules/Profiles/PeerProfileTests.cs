#pragma warning disable CA5350 // The golden files hold SHA-1.
using System.Security.Cryptography;
using System.Text.Json;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.Profiles;
using DataCuration.Tests.Quality.Golden;

namespace DataCuration.Tests.Quality.Rules.Profiles;

/// <summary>The profiles c4/1, dolma/1 and dclm-baseline/1 against what those programs say of the golden documents.</summary>
public sealed class PeerProfileTests
{
    private static readonly Dictionary<string, byte[]> Texts = GoldenDocuments.All.Select(document => ("short:" + document.Id(), document.Text()))
        .Concat(GoldenDocuments.Open.Select(document => (document.Id(), document.Text())))
        .ToDictionary();

    private static readonly Dictionary<string, string> DolmaColumns = new()
    {
        ["dolma.wordCount"] = "word_count",
        ["dolma.medianWordLength"] = "median_word_length",
        ["dolma.symbolRatio"] = "symbol_to_word_ratio",
        ["dolma.alphabeticWordRatio"] = "fraction_of_words_with_alpha_character",
        ["dolma.requiredWordCount"] = "required_word_count",
        ["dolma.bulletLineRatio"] = "fraction_of_lines_starting_with_bullet_point",
        ["dolma.ellipsisLineRatio"] = "fraction_of_lines_ending_with_ellipsis",
        ["dolma.duplicateLineRatio"] = "fraction_of_duplicate_lines",
        ["dolma.duplicateLineCharacterRatio"] = "fraction_of_characters_in_duplicate_lines",
        ["dolma.mostCommon2GramRatio"] = "fraction_of_characters_in_most_common_2grams",
        ["dolma.mostCommon3GramRatio"] = "fraction_of_characters_in_most_common_3grams",
        ["dolma.mostCommon4GramRatio"] = "fraction_of_characters_in_most_common_4grams",
        ["dolma.duplicate5GramRatio"] = "fraction_of_characters_in_duplicate_5grams",
        ["dolma.duplicate6GramRatio"] = "fraction_of_characters_in_duplicate_6grams",
        ["dolma.duplicate7GramRatio"] = "fraction_of_characters_in_duplicate_7grams",
        ["dolma.duplicate8GramRatio"] = "fraction_of_characters_in_duplicate_8grams",
        ["dolma.duplicate9GramRatio"] = "fraction_of_characters_in_duplicate_9grams",
        ["dolma.duplicate10GramRatio"] = "fraction_of_characters_in_duplicate_10grams",
    };

    private static readonly Dictionary<string, string[]> DclmRules = new()
    {
        ["words"] = ["minWords", "maxWords"],
        ["wordLength"] = ["minMeanWordLength", "maxMeanWordLength"],
        ["symbols"] = ["maxSymbolRatio"],
        ["bullets"] = ["maxBulletLineRatio"],
        ["ellipsis"] = ["maxEllipsisLineRatio"],
        ["alpha"] = ["maxNonAlphabeticWordRatio"],
        ["stop"] = ["minStopWords"],
        ["line"] = ["maxRepeatedLineRatio"],
        ["paragraph"] = ["maxRepeatedParagraphRatio"],
        ["lineChars"] = ["maxRepeatedLineCharacterRatio"],
        ["paragraphChars"] = ["maxRepeatedParagraphCharacterRatio"],
        ["gram2"] = ["maxTop2GramRatio"],
        ["gram3"] = ["maxTop3GramRatio"],
        ["gram4"] = ["maxTop4GramRatio"],
        ["gram5"] = ["maxRepeated5GramRatio"],
        ["gram6"] = ["maxRepeated6GramRatio"],
        ["gram7"] = ["maxRepeated7GramRatio"],
        ["gram8"] = ["maxRepeated8GramRatio"],
        ["gram9"] = ["maxRepeated9GramRatio"],
        ["gram10"] = ["maxRepeated10GramRatio"],
        ["removal"] = ["maxRemovedWordRatio"],
    };

    [Fact]
    public void C4_gives_datatroves_first_reason()
    {
        RuleProfile profile = RuleProfile.Find(RuleProfiles.C4)!;
        ProfileMeter meter = profile.CreateMeter();
        double[] values = new double[profile.Columns.Count];

        foreach ((JsonElement document, string? reason) in GoldenDocuments.All.Select(document => (document, document.GetProperty("c4").GetString()))
            .Concat(GoldenDocuments.Open.Select(document => (document, document.GetProperty("c4")[1].GetString()))))
        {
            meter.Measure(document.Text(), values);

            profile.Judge(values).Select(failed => profile.ReasonOf(failed.Rule)).FirstOrDefault().Should().Be(reason, document.Id());
        }
    }

    [Fact]
    public void Dolma_measures_what_its_tagger_measures()
    {
        RuleProfile profile = RuleProfile.Find(RuleProfiles.Dolma)!;
        ProfileMeter meter = profile.CreateMeter();
        double[] values = new double[profile.Columns.Count];

        foreach (JsonElement document in GoldenDocuments.DolmaAndDclm)
        {
            meter.Measure(TextOf(document), values);

            for (int i = 0; i < values.Length; i++)
            {
                double expected = document.GetProperty("dolma").TryGetProperty(DolmaColumns[profile.Columns[i]], out JsonElement value) ? value.GetDouble() : 0;
                values[i].Should().Be(expected, $"{document.Id()} {profile.Columns[i]}");
            }
        }
    }

    [Fact]
    public void Dclm_fails_the_rules_that_its_filters_fail()
    {
        RuleProfile profile = RuleProfile.Find(RuleProfiles.DclmBaseline)!;
        ProfileMeter meter = profile.CreateMeter();
        double[] values = new double[profile.Columns.Count];

        foreach (JsonElement document in GoldenDocuments.DolmaAndDclm)
        {
            meter.Measure(TextOf(document), values);
            string[] failed = [.. profile.Judge(values).Select(one => one.Rule.Name["dclmBaseline.".Length..])];

            string[] expected = [.. document.GetProperty("dclm").GetProperty("failed").EnumerateArray().Select(name => name.GetString()!)];
            DclmRules.Where(pair => pair.Value.Any(failed.Contains)).Select(pair => pair.Key).Should().BeEquivalentTo(expected, document.Id());
            values[0].Should().Be(document.GetProperty("dclm").GetProperty("words").GetInt32(), document.Id());
        }
    }

    [Fact]
    public void Dclm_edits_lines_as_its_modifiers_do()
    {
        DclmMeter meter = new();
        double[] values = new double[DclmMeter.Columns.Count];

        foreach (JsonElement document in GoldenDocuments.DolmaAndDclm)
        {
            meter.Measure(TextOf(document), values);
            byte[] text = [.. meter.EditedLines.SelectMany((line, i) => i == 0 ? line : [(byte)'\n', .. line])];

            string? expected = document.GetProperty("dclm").GetProperty("sha1").GetString();
            (meter.EditedLines.Count == 0 ? null : Convert.ToHexStringLower(SHA1.HashData(text))).Should().Be(expected, document.Id());
        }
    }

    [Fact]
    public void Name_without_version_stands_for_the_first_one()
    {
        RuleProfiles.WholeName("c4").Should().Be("c4/1");
        RuleProfiles.WholeName("dclm-baseline").Should().Be("dclm-baseline/1");
        RuleProfiles.WholeName("dolma").Should().Be("dolma/1");
        RuleProfiles.WholeName("datatrove").Should().Be("datatrove/0.10");
        RuleProfiles.WholeName("c").Should().Be("c");
    }

    private static byte[] TextOf(JsonElement document) => document.TryGetProperty("text", out _) ? document.Text() : Texts[document.Id()];
}
