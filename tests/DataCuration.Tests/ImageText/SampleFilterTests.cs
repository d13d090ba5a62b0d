using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.ImageText;
using DataCuration.Quality.Language;

namespace DataCuration.Tests.ImageText;

/// <summary>The filters at their borders, counted as Python counts.</summary>
public sealed class SampleFilterTests
{
    private static readonly LanguageLabels Languages = LanguageLabels.Open(null);

    // Counted with Python 3: len(text.split()), len(text).
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("  a  b ", 2, 7)]
    [InlineData("a\u00a0b\u2003c", 3, 5)]
    [InlineData("a\u001cb", 2, 3)]
    [InlineData("\U0001F600 é", 2, 3)]
    [InlineData("犬の写真", 1, 4)]
    public void Words_and_characters_are_counted_as_Python_does(string caption, int words, int characters) =>
        SampleFilter.Measure(Encoding.UTF8.GetBytes(caption)).Should().Be((words, characters));

    [Theory]
    [InlineData(CaptionFilter.Basic, 200, 600, SampleFlaw.None)]
    [InlineData(CaptionFilter.Basic, 199, 400, SampleFlaw.SmallImage)]
    [InlineData(CaptionFilter.Basic, 200, 601, SampleFlaw.AspectRatio)]
    [InlineData(CaptionFilter.Basic, double.NaN, 400, SampleFlaw.SmallImage | SampleFlaw.AspectRatio)]
    [InlineData(CaptionFilter.Caption, 10, 4000, SampleFlaw.None)]
    public void Image_sizes_are_judged_by_basic_only(CaptionFilter filter, double width, double height, SampleFlaw expected) =>
        Judge(filter, "The old church in the middle of the village", width, height).Should().Be(expected);

    [Theory]
    [InlineData(CaptionFilter.Basic, "white house", SampleFlaw.FewWords)]
    [InlineData(CaptionFilter.Caption, "white house", SampleFlaw.None)]
    [InlineData(CaptionFilter.Caption, "a b c", SampleFlaw.FewCharacters)]
    public void Captions_are_judged_by_length(CaptionFilter filter, string caption, SampleFlaw expected) =>
        (Judge(filter, caption, 640, 480) & ~SampleFlaw.Language).Should().Be(expected);

    [Fact]
    public void None_passes_everything_and_English_asks_for_the_language_alone()
    {
        Judge(CaptionFilter.None, "", 1, 1).Should().Be(SampleFlaw.None);
        Judge(CaptionFilter.English, "Das ist ein Bild von einem alten Haus am See", 1, 1).Should().Be(SampleFlaw.Language);
        Judge(CaptionFilter.English, "This is a picture of an old\nhouse by the lake", 1, 1).Should().Be(SampleFlaw.None);
    }

    private static SampleFlaw Judge(CaptionFilter filter, string caption, double width, double height) =>
        new SampleFilter(filter, Languages).Judge(Encoding.UTF8.GetBytes(caption), width, height);
}
