using DataCuration.Storage.Locations;

namespace DataCuration.Tests.Storage;

public sealed class KeyPatternTests
{
    [Theory]
    [InlineData("a/*.gz", "a/x.gz", true)]
    [InlineData("a/*.gz", "a/b/x.gz", false)]
    [InlineData("a/**/*.gz", "a/x.gz", true)]
    [InlineData("a/**/*.gz", "a/b/c/x.gz", true)]
    [InlineData("a/**", "a/b/c/x.gz", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("**/x", "x", true)]
    [InlineData("a/**/b/*", "a/c/b/d/b/x", true)]
    [InlineData("a/?.gz", "a/xy.gz", false)]
    [InlineData("A/*", "a/x", false)]
    [InlineData("a/*/c", "a/b/c", true)]
    public void Matches_as_file_patterns_do(string pattern, string key, bool isMatch) => KeyPattern.Matches(pattern, key).Should().Be(isMatch);

    [Theory]
    [InlineData("a/b*/c", "a/b")]
    [InlineData("**", "")]
    [InlineData("a/b", "a/b")]
    public void Prefix_is_what_stands_before_the_first_wildcard(string pattern, string prefix) => KeyPattern.Prefix(pattern).Should().Be(prefix);
}
