// A guard in front of the tree builder. HTML's algorithm searches the stack of open elements for many tags, so a page of a million
// unclosed ones takes hours, whatever limit is put on the tree. This pass follows the open elements as the HTML standard's "in body"
// rules would, roughly and never below them by much, and leaves out the start tags that would open more than a fixed number; their
// text stays. Cost: one search for '<', and a stack of names.
using System.Collections.Frozen;
using System.Text;

namespace DataCuration.Quality.Extraction;

/// <summary>Removes the start tags of a page that nest too deeply. Pure.</summary>
internal sealed class NestingLimit
{
    /// <summary>Most elements open at once; pages in the wild stay below 200.</summary>
    public const int MaxOpenElements = 768;

    private static readonly FrozenSet<string> Uncounted = Set(
        // Void elements, and elements that the next one of their kind closes.
        "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen "
        + "p li dt dd td th tr tbody thead tfoot option optgroup rp rt rb rtc body html head colgroup");

    private static readonly FrozenSet<string> RawText = Set("script style textarea title xmp iframe noembed noframes");

    private static readonly FrozenSet<string> Special = Set(
        "address applet article aside blockquote button caption center details dialog dir div dl fieldset figcaption figure footer form "
        + "frameset h1 h2 h3 h4 h5 h6 header hgroup main marquee menu nav noscript object ol pre search section select summary table template ul");

    private static readonly FrozenSet<string> Boundaries = Set("applet caption marquee object table template");

    private readonly List<string> _open = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private int _foreignDepth;

    private NestingLimit()
    {
    }

    /// <summary>The page, the same string when nothing nests too deeply.</summary>
    public static string Apply(string html) => new NestingLimit().Run(html);

    private string Run(string html)
    {
        StringBuilder? kept = null;
        int copied = 0;
        int position = 0;
        while ((position = html.IndexOf('<', position)) >= 0)
        {
            int start = position;
            bool isEnd = start + 1 < html.Length && html[start + 1] == '/';
            int nameStart = start + (isEnd ? 2 : 1);
            if (nameStart >= html.Length || !char.IsAsciiLetter(html[nameStart]))
            {
                position = SkipMarkup(html, start);
                continue;
            }

            int nameEnd = nameStart;
            while (nameEnd < html.Length && !(html[nameEnd] is '/' or '>' or ' ' or '\t' or '\n' or '\r' or '\f'))
            {
                nameEnd++;
            }

            string name = Intern(html.AsSpan(nameStart, nameEnd - nameStart));
            position = SkipTag(html, nameEnd, out bool isSelfClosing);
            if (isEnd)
            {
                Close(name);
            }
            else if (RawText.Contains(name))
            {
                position = SkipRawText(html, position, name);
            }
            else if (!Open(name, isSelfClosing))
            {
                kept ??= new StringBuilder(html.Length);
                kept.Append(html, copied, start - copied);
                copied = position;
            }
        }

        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    /// <summary>Opens an element; false when there are too many.</summary>
    private bool Open(string name, bool isSelfClosing)
    {
        if (Uncounted.Contains(name) || (isSelfClosing && _foreignDepth > 0 && !Special.Contains(name)))
        {
            return true;
        }

        // A link, an unbreakable run and a button close the one before.
        if (name is "a" or "nobr" or "button")
        {
            Close(name);
        }

        if (_open.Count == MaxOpenElements)
        {
            return false;
        }

        _open.Add(name);
        _foreignDepth += name is "svg" or "math" ? 1 : 0;
        return true;
    }

    /// <summary>Closes up to the innermost element of the name, unless one in between keeps it open.</summary>
    private void Close(string name)
    {
        FrozenSet<string> keepers = Special.Contains(name) ? Boundaries : Special;
        int at = _open.Count - 1;
        while (at >= 0 && _open[at] != name && !keepers.Contains(_open[at]))
        {
            at--;
        }

        if (at < 0 || _open[at] != name)
        {
            return;
        }

        for (int i = at; i < _open.Count; i++)
        {
            _foreignDepth -= _open[i] is "svg" or "math" ? 1 : 0;
        }

        _open.RemoveRange(at, _open.Count - at);
    }

    private string Intern(ReadOnlySpan<char> name)
    {
        if (!_names.TryGetValue(name, out string? known))
        {
            known = name.ToString().ToLowerInvariant();
            _names[name] = known;
        }

        return known;
    }

    /// <summary>Past a comment, a declaration or a stray '&lt;'.</summary>
    private static int SkipMarkup(string html, int start)
    {
        ReadOnlySpan<char> at = html.AsSpan(start);
        if (at.StartsWith("<!--"))
        {
            int end = html.IndexOf("-->", start + 2, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        return start + 1;
    }

    /// <summary>Past the end of a tag; a '&gt;' within quotes does not end it.</summary>
    private static int SkipTag(string html, int position, out bool isSelfClosing)
    {
        char quote = '\0';
        for (; position < html.Length; position++)
        {
            char c = html[position];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && html[position - 1] is '=' or ' ' or '\n' or '\t' or '\r')
            {
                quote = c;
            }
            else if (c == '>')
            {
                isSelfClosing = html[position - 1] == '/';
                return position + 1;
            }
        }

        isSelfClosing = false;
        return html.Length;
    }

    private static int SkipRawText(string html, int position, string name)
    {
        int end = html.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : end;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
