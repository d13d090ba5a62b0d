using System.Text;

namespace DataCuration.Pipelines.Report.Html;

/// <summary>
/// Escaping. The result is safe in element content and in double- or single-quoted attributes, and is well-formed XML:
/// control characters and lone surrogates, which XML forbids even as references, become U+FFFD.
/// </summary>
internal static class HtmlText
{
    /// <summary>Appends the escaped text.</summary>
    public static void AppendEscaped(StringBuilder output, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '&':
                    output.Append("&amp;");
                    break;
                case '<':
                    output.Append("&lt;");
                    break;
                case '>':
                    output.Append("&gt;");
                    break;
                case '"':
                    output.Append("&quot;");
                    break;
                case '\'':
                    output.Append("&#39;");
                    break;
                case '\n' or '\t':
                    output.Append(c);
                    break;
                case '\r':
                    break;
                case < ' ' or (>= '\u007F' and <= '\u009F') or '\uFFFE' or '\uFFFF':
                    output.Append('\uFFFD');
                    break;
                case >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069':
                    // A document must not turn the direction of the page around it.
                    output.Append('\uFFFD');
                    break;
                default:
                    if (!char.IsSurrogate(c))
                    {
                        output.Append(c);
                    }
                    else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        output.Append(c).Append(text[++i]);
                    }
                    else
                    {
                        output.Append('\uFFFD');
                    }

                    break;
            }
        }
    }

    /// <summary>The first <paramref name="maxCharacters"/> UTF-16 units, cut before a surrogate pair and marked with an ellipsis.</summary>
    public static string Beginning(string text, int maxCharacters)
    {
        if (text.Length <= maxCharacters)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters;
        return text[..end].TrimEnd() + " …";
    }
}
