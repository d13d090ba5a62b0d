using System.Text;

namespace DataCuration.Quality.Rules.Unicode;

/// <summary>How a line of any language ends. Pure.</summary>
internal static class TerminalMarks
{
    /// <summary>Whether a line ends with a terminal mark, after which white space, quotation marks and closing brackets may stand.</summary>
    public static bool Ends(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            _ = Rune.DecodeLastFromUtf8(line, out Rune rune, out int length);
            if ((CharacterTable.Of(rune.Value) & CharacterClass.Terminal) != 0)
            {
                return true;
            }

            if (WordBreakTable.Of(rune.Value) is not (WordBreak.Space or WordBreak.Closing) && rune.Value is not ('\'' or 0x2019))
            {
                return false;
            }

            line = line[..^length];
        }

        return false;
    }
}
