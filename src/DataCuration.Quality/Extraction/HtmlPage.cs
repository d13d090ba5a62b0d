namespace DataCuration.Quality.Extraction;

/// <summary>The nodes of a page in document order; the first is the root.</summary>
internal sealed class HtmlPage(string html, int capacity)
{
    private HtmlNode[] _nodes = new HtmlNode[capacity];

    /// <summary>The page's characters.</summary>
    public string Html { get; } = html;

    /// <summary>How many nodes there are.</summary>
    public int Count { get; private set; }

    /// <summary>There were more nodes than allowed; the rest was not read.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>What the page says about itself.</summary>
    public PageMetadata Metadata { get; } = new();

    /// <summary>A node.</summary>
    public ref HtmlNode this[int index] => ref _nodes[index];

    /// <summary>Adds a node that so far has no descendants; returns its index.</summary>
    public int Add(HtmlTag tag, NodeMarks marks, int parent, int start, int length)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _nodes.Length * 2);
        }

        _nodes[Count] = new HtmlNode { Tag = tag, Marks = marks, Parent = parent, Start = start, Length = length, End = Count + 1 };
        return Count++;
    }
}
