using DataCuration.Documents;

namespace DataCuration.Tests.Documents;

public sealed class DocumentIdTests
{
    [Fact]
    public void Create_is_the_sha256_of_source_file_and_position()
    {
        // printf 'web\nshards/a.jsonl\n17' | sha256sum | cut -c1-32
        DocumentId.Create("web", "shards/a.jsonl", 17).ToString().Should().Be("435f201760ef75a67810bcbc8fce9d8e");
    }

    [Fact]
    public void Parse_reads_what_ToString_wrote()
    {
        DocumentId id = DocumentId.Create("web", "a", 0);

        DocumentId.Parse(id.ToString()).Should().Be(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("zz345678901234567890123456789012")]
    public void TryParse_of_anything_but_32_hex_digits_is_false(string text) =>
        DocumentId.TryParse(text, out _).Should().BeFalse();
}
