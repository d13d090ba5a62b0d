using System.Globalization;
using CsCheck;
using DataCuration.Documents.Recipes;
using DataCuration.Rephrasing.Segments;

namespace DataCuration.Tests.Rephrasing;

public sealed class TextSegmenterTests
{
    private static readonly string[] Pieces =
        ["A plain sentence. ", "Why? ", "二人は東京に行った。", "他说：“好！”", "مرحبا بالعالم؟ ", "👩‍👩‍👧‍👦👍🏽", "é", "\n", "\n\n", "```\nint x = 1;\n```\n", "| a | b |\n| 1 | 2 |\n", "wordwithoutanyspaceatall", ", ", " ", "\uD83D"];

    [Fact]
    public void Cut_covers_the_source_and_keeps_the_limits() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60], Gen.Int[5, 40], Gen.Int[0, 12]).Sample((pieces, max, min) =>
        {
            string text = string.Concat(pieces);
            SegmentOptions options = new() { MinDocumentTokens = 0, MinSegmentTokens = min, MaxSegmentTokens = max };

            IReadOnlyList<TextSegment> segments = TextSegmenter.Cut(text, options);

            HashSet<int> graphemes = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
            string.Concat(segments.Select(segment => text.Substring(segment.Start, segment.Length))).Should().Be(text);
            foreach (TextSegment segment in segments.Where(segment => segment.Dropped is null))
            {
                TokenEstimate.Of(text.AsSpan(segment.Start, segment.Length), options.BytesPerToken).Should().BeInRange(min, max);
                graphemes.Should().Contain(segment.Start);
                graphemes.Should().Contain(segment.Start + segment.Length);
            }
        }, iter: 500, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Sentences_are_packed_whole_and_greedily()
    {
        // A sentence with its space is 22 bytes, 6.3 tokens: two fit in 13, the third does not.
        SegmentOptions options = new() { MinDocumentTokens = 0, MinSegmentTokens = 1, MaxSegmentTokens = 13 };

        IReadOnlyList<TextSegment> segments = TextSegmenter.Cut("The first one is red. The other one is sky. The third one is sea.", options);

        segments.Select(segment => segment.Start).Should().Equal(0, 44);
    }

    [Fact]
    public void Code_above_the_limit_is_dropped_and_never_cut()
    {
        string code = "```\n" + string.Concat(Enumerable.Repeat("call(); another();\n", 20)) + "```\n";
        SegmentOptions options = new() { MinDocumentTokens = 0, MinSegmentTokens = 1, MaxSegmentTokens = 50 };

        IReadOnlyList<TextSegment> segments = TextSegmenter.Cut("Before it stands this.\n" + code + "And this follows.\n", options);

        segments.Select(segment => segment.Dropped).Should().Equal(null, TextSegmenter.TooLong, null);
        segments[1].Length.Should().Be(code.Length);
    }

    [Fact]
    public void Chinese_without_spaces_is_cut_at_its_full_stops()
    {
        SegmentOptions options = new() { MinDocumentTokens = 0, MinSegmentTokens = 1, MaxSegmentTokens = 8 };

        IReadOnlyList<TextSegment> segments = TextSegmenter.Cut("我今天去学校。你今天去哪里？", options);

        segments.Select(segment => segment.Length).Should().Equal(7, 7);
    }

    [Theory]
    [InlineData(FailedSegmentPolicy.KeepOriginalSegment, "A\n\ntwo\n\nC")]
    [InlineData(FailedSegmentPolicy.KeepPartial, "A\n\nC")]
    [InlineData(FailedSegmentPolicy.DropDocument, null)]
    public void Join_follows_the_policy(FailedSegmentPolicy policy, string? expected)
    {
        Reassembly.Join(["one ", "two ", "three"], ["A", null, "C"], policy, out bool isPartial).Should().Be(expected);

        isPartial.Should().BeTrue();
    }

    [Fact]
    public void Join_of_nothing_accepted_is_no_synthetic_document() =>
        Reassembly.Join(["one"], [null], FailedSegmentPolicy.KeepOriginalSegment, out _).Should().BeNull();
}
