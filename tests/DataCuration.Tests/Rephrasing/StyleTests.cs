using DataCuration.Rephrasing.Styles;

namespace DataCuration.Tests.Rephrasing;

public sealed class StyleTests
{
    [Fact]
    public void Catalogue_has_each_style_with_a_prompt_of_its_own()
    {
        StyleCatalogue.All.Select(style => style.Name).Should().Equal("easy", "medium", "hard", "qa", "diverseQa", "distill", "extractKnowledge", "knowledgeList", "wikipedia");

        StyleCatalogue.All.Select(style => style.Prompt.Sha256).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(11, "wikipedia")]
    [InlineData(12, "diverseQa,distill,extractKnowledge,knowledgeList")]
    public void Quality_bucket_chooses_the_styles(int bucket, string expected) => string.Join(',', StyleCatalogue.RouteOf(bucket)).Should().Be(expected);

    [Fact]
    public void Prompt_asks_for_the_prefix_that_the_check_requires() =>
        StyleCatalogue.All.Where(style => style.Checks.RequiredPrefix is not null).Should().HaveCount(3)
            .And.OnlyContain(style => style.Prompt.User.Contains(style.Checks.RequiredPrefix!));

    [Fact]
    public void Render_expands_the_placeholder_once_and_drops_control_characters()
    {
        PromptTemplate template = PromptTemplate.Parse("mine-1", "## user\nSay it: {{document}} End.");

        template.Render("a\0 {{document}}\tb").Should().Be("Say it: a {{document}}\tb End.");
    }

    [Fact]
    public void Hash_changes_with_either_message()
    {
        string[] hashes = [.. new[] { "## system\nA\n## user\n{{document}}", "## system\nB\n## user\n{{document}}", "## system\nA\n## user\nX {{document}}" }
            .Select(text => PromptTemplate.Parse("mine-1", text).Sha256)];

        hashes.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("## user\nno place", "exactly once")]
    [InlineData("## user\n{{document}} {{document}}", "exactly once")]
    [InlineData("## system\n{{document}}\n## user\n{{document}}", "system message")]
    [InlineData("hello\n## user\n{{document}}", "before")]
    public void A_template_that_cannot_work_is_refused(string text, string part) =>
        FluentActions.Invoking(() => PromptTemplate.Parse("mine-1", text)).Should().Throw<FormatException>().WithMessage($"*{part}*");
}
