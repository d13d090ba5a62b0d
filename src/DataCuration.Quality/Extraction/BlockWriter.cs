using System.Globalization;
using System.Text;

namespace DataCuration.Quality.Extraction;

/// <summary>Writes blocks as plain text that keeps their structure. Pure.</summary>
internal static class BlockWriter
{
    /// <summary>The kept blocks as UTF-8.</summary>
    public static byte[] Write(PageText text, bool[] isKept)
    {
        StringBuilder result = new();
        BlockKind previous = BlockKind.Plain;
        for (int i = 0; i < isKept.Length; i++)
        {
            if (!isKept[i])
            {
                continue;
            }

            ref readonly TextBlock block = ref text.Blocks[i];
            if (result.Length > 0)
            {
                bool isRun = block.Kind == previous && block.Kind is BlockKind.ListItem or BlockKind.TableRow or BlockKind.Plain;
                result.Append(isRun ? "\n" : "\n\n");
            }

            if (block.Kind == BlockKind.ListItem)
            {
                result.Append(' ', 2 * (block.Level - 1));
                result.Append(block.Number > 0 ? block.Number.ToString(CultureInfo.InvariantCulture) + ". " : "- ");
            }

            result.Append(text.Of(block));
            previous = block.Kind;
        }

        return Encoding.UTF8.GetBytes(result.ToString());
    }
}
