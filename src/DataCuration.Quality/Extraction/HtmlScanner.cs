using System.Buffers;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Cuts a page into tags and text (WHATWG HTML, 13.2.5), keeping only the attributes that extraction asks for. Allocates nothing; every
/// character is looked at a fixed number of times.
/// </summary>
internal ref struct HtmlScanner(string html)
{
    private static readonly SearchValues<char> TagNameEnds = SearchValues.Create(" \t\n\r\f/>");
    private static readonly SearchValues<char> AttributeNameEnds = SearchValues.Create(" \t\n\r\f/>=");
    private static readonly SearchValues<char> UnquotedEnds = SearchValues.Create(" \t\n\r\f>");

    private readonly string _html = html;
    private int _position;
    private int _tagStart;
    private int _attributesStart;

    /// <summary>What was read.</summary>
    public HtmlTokenKind Kind { get; private set; }

    /// <summary>The tag's element.</summary>
    public HtmlTag Tag { get; private set; }

    /// <summary>Where the text starts.</summary>
    public int TextStart { get; private set; }

    /// <summary>How long the text is.</summary>
    public int TextLength { get; private set; }

    /// <summary>The start tag ends with a slash.</summary>
    public bool IsSelfClosing { get; private set; }

    /// <summary>The start tag has an address.</summary>
    public bool HasHref { get; private set; }

    /// <summary>The element is not shown: the attribute hidden, a style or aria-hidden says so.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Where the value of class starts.</summary>
    public int ClassStart { get; private set; }

    /// <summary>Length of the value of class.</summary>
    public int ClassLength { get; private set; }

    /// <summary>The value of class.</summary>
    public readonly ReadOnlySpan<char> Class => _html.AsSpan(ClassStart, ClassLength);

    /// <summary>The value of id.</summary>
    public ReadOnlySpan<char> Id { get; private set; }

    /// <summary>The value of role.</summary>
    public ReadOnlySpan<char> Role { get; private set; }

    /// <summary>The value of itemprop.</summary>
    public ReadOnlySpan<char> ItemProperty { get; private set; }

    /// <summary>Reads the next tag or text; false at the end of the page.</summary>
    public bool Read()
    {
        while (_position < _html.Length)
        {
            int start = _position;
            if (_html[start] != '<' || !IsMarkup(start))
            {
                int next = _html.AsSpan(start + 1).IndexOf('<');
                _position = next < 0 ? _html.Length : start + 1 + next;
                (Kind, TextStart, TextLength) = (HtmlTokenKind.Text, start, _position - start);
                return true;
            }

            char second = _html[start + 1];
            if (char.IsAsciiLetter(second))
            {
                return ReadTag(start + 1, HtmlTokenKind.StartTag);
            }

            if (second == '/' && start + 2 < _html.Length && char.IsAsciiLetter(_html[start + 2]))
            {
                return ReadTag(start + 2, HtmlTokenKind.EndTag);
            }

            SkipComment(start);
        }

        return false;
    }

    /// <summary>The characters up to the end tag of the element whose start tag was just read.</summary>
    public (int Start, int Length) ReadRawText()
    {
        int start = _position;
        int nameLength = _html.AsSpan(_tagStart).IndexOfAny(TagNameEnds);
        ReadOnlySpan<char> name = _html.AsSpan(_tagStart, nameLength);
        for (int from = start; ;)
        {
            int at = _html.AsSpan(from).IndexOf("</");
            if (at < 0)
            {
                _position = _html.Length;
                return (start, _html.Length - start);
            }

            int end = from + at;
            ReadOnlySpan<char> rest = _html.AsSpan(end + 2);
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && rest.Length > nameLength && TagNameEnds.Contains(rest[nameLength]))
            {
                int close = rest.IndexOf('>');
                _position = close < 0 ? _html.Length : end + 2 + close + 1;
                return (start, end - start);
            }

            from = end + 2;
        }
    }

    /// <summary>The value of an attribute of the start tag just read; empty when it has none. Walks the tag again.</summary>
    public readonly ReadOnlySpan<char> Attribute(string name)
    {
        int position = _attributesStart;
        while (ReadAttribute(ref position, out ReadOnlySpan<char> found, out int valueStart, out int valueLength))
        {
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return _html.AsSpan(valueStart, valueLength);
            }
        }

        return default;
    }

    /// <summary>Characters of the page.</summary>
    public readonly ReadOnlySpan<char> Slice(int start, int length) => _html.AsSpan(start, length);

    private readonly bool IsMarkup(int start) =>
        start + 1 < _html.Length && (char.IsAsciiLetter(_html[start + 1]) || _html[start + 1] is '!' or '?' or '/');

    private bool ReadTag(int nameStart, HtmlTokenKind kind)
    {
        int nameLength = _html.AsSpan(nameStart).IndexOfAny(TagNameEnds);
        if (nameLength < 0)
        {
            // The page ends inside a tag, which is then no tag.
            _position = _html.Length;
            return false;
        }

        (Kind, Tag, _tagStart) = (kind, HtmlTags.Find(_html.AsSpan(nameStart, nameLength)), nameStart);
        (IsSelfClosing, HasHref, IsHidden, ClassStart, ClassLength) = (false, false, false, 0, 0);
        Id = Role = ItemProperty = default;
        int position = _attributesStart = nameStart + nameLength;
        while (ReadAttribute(ref position, out ReadOnlySpan<char> name, out int valueStart, out int valueLength))
        {
            Note(name, valueStart, valueLength);
        }

        if (position >= _html.Length)
        {
            _position = _html.Length;
            return false;
        }

        IsSelfClosing = _html[position - 1] == '/';
        _position = position + 1;
        return true;
    }

    private void Note(scoped ReadOnlySpan<char> name, int valueStart, int valueLength)
    {
        switch (name.Length)
        {
            case 2 when Id.IsEmpty && name.Equals("id", StringComparison.OrdinalIgnoreCase):
                Id = _html.AsSpan(valueStart, valueLength);
                break;
            case 4 when name.Equals("href", StringComparison.OrdinalIgnoreCase):
                HasHref = true;
                break;
            case 4 when Role.IsEmpty && name.Equals("role", StringComparison.OrdinalIgnoreCase):
                Role = _html.AsSpan(valueStart, valueLength);
                break;
            case 5 when ClassLength == 0 && name.Equals("class", StringComparison.OrdinalIgnoreCase):
                (ClassStart, ClassLength) = (valueStart, valueLength);
                break;
            case 5 when name.Equals("style", StringComparison.OrdinalIgnoreCase):
                IsHidden |= ElementHints.IsHiddenStyle(_html.AsSpan(valueStart, valueLength));
                break;
            case 6 when name.Equals("hidden", StringComparison.OrdinalIgnoreCase):
                IsHidden = true;
                break;
            case 8 when ItemProperty.IsEmpty && name.Equals("itemprop", StringComparison.OrdinalIgnoreCase):
                ItemProperty = _html.AsSpan(valueStart, valueLength);
                break;
            case 11 when name.Equals("aria-hidden", StringComparison.OrdinalIgnoreCase):
                IsHidden |= _html.AsSpan(valueStart, valueLength).Equals("true", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }

    /// <summary>Reads one attribute; false at the end of the tag, with the position at its '>' or at the end of the page.</summary>
    private readonly bool ReadAttribute(ref int position, out ReadOnlySpan<char> name, out int valueStart, out int valueLength)
    {
        name = default;
        (valueStart, valueLength) = (0, 0);
        ReadOnlySpan<char> html = _html;
        while (position < html.Length && (IsSpace(html[position]) || html[position] == '/'))
        {
            position++;
        }

        if (position >= html.Length || html[position] == '>')
        {
            return false;
        }

        // An equals sign in front of a name is part of it.
        int length = html[(position + 1)..].IndexOfAny(AttributeNameEnds);
        if (length < 0)
        {
            position = html.Length;
            return false;
        }

        name = html.Slice(position, length + 1);
        position += length + 1;
        int after = position;
        while (after < html.Length && IsSpace(html[after]))
        {
            after++;
        }

        if (after >= html.Length || html[after] != '=')
        {
            return true;
        }

        position = after + 1;
        while (position < html.Length && IsSpace(html[position]))
        {
            position++;
        }

        return ReadValue(ref position, out valueStart, out valueLength);
    }

    private readonly bool ReadValue(ref int position, out int valueStart, out int valueLength)
    {
        (valueStart, valueLength) = (position, 0);
        if (position >= _html.Length)
        {
            return false;
        }

        char quote = _html[position];
        if (quote == '>')
        {
            return true;
        }

        bool isQuoted = quote is '"' or '\'';
        valueStart = isQuoted ? position + 1 : position;
        ReadOnlySpan<char> rest = _html.AsSpan(valueStart);
        valueLength = isQuoted ? rest.IndexOf(quote) : rest.IndexOfAny(UnquotedEnds);
        if (valueLength < 0)
        {
            position = _html.Length;
            return false;
        }

        position = valueStart + valueLength + (isQuoted ? 1 : 0);
        return true;
    }

    private void SkipComment(int start)
    {
        ReadOnlySpan<char> rest = _html.AsSpan(start);
        int end;
        if (rest.StartsWith("<!--"))
        {
            // "<!-->" and "<!--->" are whole comments.
            end = rest[4..].StartsWith(">") ? 5 : rest[4..].StartsWith("->") ? 6 : EndOf(rest, "-->", 4);
        }
        else
        {
            end = EndOf(rest, ">", 2);
        }

        _position = start + end;
    }

    private static int EndOf(ReadOnlySpan<char> text, string mark, int from)
    {
        int at = text[from..].IndexOf(mark);
        return at < 0 ? text.Length : from + at + mark.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
