using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Recipes;

public sealed class FilePatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("./a.txt", "a.txt")]
    [InlineData("x/../a.txt", "a.txt")]
    [InlineData("*.txt", "a.txt B.txt b.txt")]
    [InlineData("?.txt", "a.txt B.txt b.txt")]
    [InlineData("b*", "b.txt bc.md")]
    [InlineData("x/*", "x/c.txt")]
    [InlineData("*/*.txt", "x/c.txt y/d.txt")]
    [InlineData("**/*.txt", "a.txt B.txt b.txt x/c.txt y/d.txt y/z/e.txt y/z/x/f.txt")]
    [InlineData("**/x/*.txt", "x/c.txt y/z/x/f.txt")]
    [InlineData("y/**", "y/d.txt y/z/e.txt y/z/x/f.txt")]
    [InlineData("y/**/f.txt", "y/z/x/f.txt")]
    [InlineData("x\\c.txt", "x/c.txt")]
    [InlineData("*.TXT", "")]
    [InlineData("x", "")]
    [InlineData("missing/*", "")]
    public void Match_gives_the_files_in_ordinal_order_and_no_others(string pattern, string expected)
    {
        foreach (string path in new[] { "a.txt", "b.txt", "B.txt", "bc.md", "x/c.txt", "y/d.txt", "y/z/e.txt", "y/z/x/f.txt" })
        {
            _folder.Write(path);
        }

        Match(pattern).Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Match_of_an_absolute_pattern_does_not_start_at_the_base()
    {
        string path = _folder.Write("a.txt");

        FilePattern.Match("/nowhere", Path.Combine(_folder.Path, "*.txt")).Should().Equal(path);
    }

    [Fact]
    public void Match_follows_links_but_no_loop()
    {
        _folder.Write("a/one.txt");
        _folder.Write("b/two.txt");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a/up"), _folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a/b"), Path.Combine(_folder.Path, "b"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "b/a"), "../a");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a/broken.txt"), "nothing.txt");

        Match("**/*.txt").Should().Equal("a/b/two.txt", "a/one.txt", "b/a/one.txt", "b/two.txt");
    }

    private string[] Match(string pattern) =>
        FilePattern.Match(_folder.Path, pattern).Select(path => Path.GetRelativePath(_folder.Path, path)).ToArray();
}
