namespace DataCuration.Quality.Extraction;

/// <summary>The text of a page: characters as a reader sees them, cut into blocks in reading order.</summary>
internal sealed class PageText(char[] characters, TextBlock[] blocks)
{
    /// <summary>The blocks.</summary>
    public TextBlock[] Blocks { get; } = blocks;

    /// <summary>The characters of a block.</summary>
    public ReadOnlySpan<char> Of(in TextBlock block) => characters.AsSpan(block.Start, block.Length);
}
