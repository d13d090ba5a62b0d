using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Extraction;

namespace DataCuration.ExtractionEvaluation;

/// <summary>Prints every block of a page with what the choice saw of it.</summary>
internal static class BlockTrace
{
    private const int ShownCharacters = 90;
    private const int ShownClass = 40;

    /// <summary>Prints the blocks; kept ones start with a star.</summary>
    public static void Print(EvaluationPage evaluated, ExtractionProfile profile)
    {
        HtmlPage page = HtmlTreeBuilder.Build(HtmlTextExtractor.Decode(evaluated.Html, null, out _), HtmlTextExtractor.MaxNodes);
        PageText text = BlockBuilder.Build(page, keepsHidden: false);
        bool[] isKept = MainContent.Select(page, text, profile);
        for (int i = 0; i < isKept.Length; i++)
        {
            TextBlock block = text.Blocks[i];
            string shown = text.Of(block)[..Math.Min(block.Length, ShownCharacters)].ToString().ReplaceLineEndings("~");
            string expected = evaluated.Expected is { } whole ? whole.Contains(text.Of(block).ToString().Trim(), StringComparison.Ordinal) ? "in " : "out" : "   ";
            Console.WriteLine($"{(isKept[i] ? '*' : ' ')} {expected} {block.Kind,-12} {block.Length,5} links {block.LinkDensity:F2} {(block.IsProse ? "prose" : "     ")} {block.Marks} | {shown}");
            Console.WriteLine("      " + PathOf(page, block.Owner));
        }
    }

    private static string PathOf(HtmlPage page, int node)
    {
        StringBuilder path = new();
        for (; node > 0; node = page[node].Parent)
        {
            ref readonly HtmlNode element = ref page[node];
            string names = page.Html.Substring(element.Start, Math.Min(element.Length, ShownClass)).ReplaceLineEndings(" ");
            path.Append(' ').Append(element.Tag.ToString().ToLowerInvariant()).Append(names.Length > 0 ? "." + names.Replace(' ', '.') : "");
            path.Append((element.Marks & ~NodeMarks.HasReferences) == 0 ? "" : $"[{element.Marks}]");
        }

        return path.Length > 600 ? path.ToString(0, 600) : path.ToString();
    }
}
