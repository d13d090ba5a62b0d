// Where the prose of a page is, and which elements are named as something else. A name is believed unless the element holds so much of the
// prose that the name must mean something else: themes call the column with the article "widget", "with-sidebar" or "share" too.
namespace DataCuration.Quality.Extraction;

/// <summary>Prose and boilerplate of each element of a page. Filled once, then read only.</summary>
internal sealed class PageOutline
{
    private const double HalfOfProse = 0.5;
    private const double NearlyAllProse = 0.8;

    private readonly HtmlPage _page;
    private readonly int[] _prose;
    private readonly int[] _boilerplate;

    /// <summary>Measures a page.</summary>
    public PageOutline(HtmlPage page, PageText text)
    {
        _page = page;
        _prose = new int[page.Count];
        _boilerplate = new int[page.Count];
        AddProse(text.Blocks, trustsAll: true);
        MarkBoilerplate();
        Array.Clear(_prose);
        AddProse(text.Blocks, trustsAll: false);
    }

    /// <summary>Weight of the prose inside an element, what lies in boilerplate left out.</summary>
    public int Prose(int element) => _prose[element];

    /// <summary>The deepest element at or above that is named as boilerplate; 0 when there is none. The body of an article starts anew.</summary>
    public int Boilerplate(int element) => _boilerplate[element];

    /// <summary>The element has the mark.</summary>
    public bool Has(int element, NodeMarks mark) => _page[element].Tag != HtmlTag.Text && (_page[element].Marks & mark) != 0;

    private void MarkBoilerplate()
    {
        bool[] hasBody = new bool[_page.Count];
        for (int i = _page.Count - 1; i > 0; i--)
        {
            hasBody[i] |= Has(i, NodeMarks.ArticleBody) || _page[i].Tag == HtmlTag.H1;
            hasBody[_page[i].Parent] |= hasBody[i];
        }

        int[] main = new int[_page.Count];
        for (int i = 1; i < _page.Count; i++)
        {
            ref readonly HtmlNode node = ref _page[i];
            if (node.Tag == HtmlTag.Text)
            {
                continue;
            }

            int inherited = _boilerplate[node.Parent];
            main[i] = Has(i, NodeMarks.ArticleBody | NodeMarks.Main) ? i : main[node.Parent];
            bool isNamed = Has(i, NodeMarks.AnyBoilerplate) || (node.Tag == HtmlTag.Header && main[i] == 0);
            if (isNamed && !HoldsText(i, hasBody[i], main[node.Parent]))
            {
                _boilerplate[i] = i;
            }
            else
            {
                bool startsAnew = Has(i, NodeMarks.ArticleBody) && !Has(inherited, NodeMarks.Comments);
                _boilerplate[i] = startsAnew ? 0 : inherited;
            }
        }
    }

    /// <summary>It holds so much of the prose that its name must mean something else.</summary>
    private bool HoldsText(int element, bool hasBody, int main)
    {
        double share = hasBody ? HalfOfProse : NearlyAllProse;
        bool isAside = Has(element, NodeMarks.Comments) || _page[element].Tag is HtmlTag.Aside or HtmlTag.Footer or HtmlTag.Nav;
        return _prose[element] > share * _prose[0] || (main > 0 && !isAside && _prose[element] > HalfOfProse * _prose[main]);
    }

    private void AddProse(TextBlock[] blocks, bool trustsAll)
    {
        foreach (ref readonly TextBlock block in blocks.AsSpan())
        {
            if (block.IsProse && (trustsAll || _boilerplate[block.Owner] == 0))
            {
                _prose[block.Owner] += block.Weight;
            }
        }

        for (int i = _page.Count - 1; i > 0; i--)
        {
            _prose[_page[i].Parent] += _prose[i];
        }
    }
}
