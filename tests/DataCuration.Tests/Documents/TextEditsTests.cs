using System.Text;
using DataCuration.Documents.Edits;

namespace DataCuration.Tests.Documents;

public sealed class TextEditsTests
{
    [Fact]
    public void Column_value_reads_back()
    {
        TextEdit[] edits = [new("privacy.email", 3, 300, "é"), new("contamination.cut", 70_000, 5, "")];

        TextEdits.Decode(TextEdits.Encode(edits)).Should().Equal(edits);
        TextEdits.Encode([]).Should().BeEmpty();
        TextEdits.Decode([]).Should().BeEmpty();
    }

    [Fact]
    public void Cut_swallows_the_replacement_inside_it_and_neighbours_stay_apart()
    {
        IReadOnlyList<TextEdit> merged = TextEdits.Merge([new("b", 4, 2, "X"), new("a", 2, 6, ""), new("c", 8, 1, "Y"), new("d", 7, 2, "Z")]);

        merged.Should().Equal(new TextEdit("a", 2, 7, ""));
        Encoding.UTF8.GetString(TextEdits.Apply("0123456789"u8, merged)).Should().Be("019");
    }

    [Fact]
    public void Touching_edits_are_both_applied() =>
        Encoding.UTF8.GetString(TextEdits.Apply("abcdef"u8, TextEdits.Merge([new("y", 3, 1, "2"), new("x", 2, 1, "1")]))).Should().Be("ab12ef");
}
