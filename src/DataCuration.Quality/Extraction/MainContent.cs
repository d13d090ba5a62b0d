using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Extraction;

/// <summary>Decides which blocks of a page are its main text. Pure.</summary>
internal static class MainContent
{
    private const double DominantShare = 0.85;
    private const double NamedShare = 0.5;
    private const int SuspectFactor = 5;

    /// <summary>For each block, whether to keep it.</summary>
    public static bool[] Select(HtmlPage page, PageText text, ExtractionProfile profile)
    {
        TextBlock[] blocks = text.Blocks;
        bool[] isKept = new bool[blocks.Length];
        long trusted = 0;
        long suspect = 0;
        foreach (ref readonly TextBlock block in blocks.AsSpan())
        {
            if (block.IsProse)
            {
                (trusted, suspect) = IsSuspect(block) ? (trusted, suspect + block.Weight) : (trusted + block.Weight, suspect);
            }
        }

        bool trustsAll = suspect > trusted * SuspectFactor;
        if (trusted + suspect == 0 || profile == ExtractionProfile.Full)
        {
            for (int i = 0; i < blocks.Length; i++)
            {
                isKept[i] = (trustsAll || !IsSuspect(blocks[i])) && !blocks[i].IsLinks;
            }

            return isKept;
        }

        int[] prose = new int[page.Count];
        foreach (ref readonly TextBlock block in blocks.AsSpan())
        {
            if (block.IsProse && (trustsAll || !IsSuspect(block)))
            {
                prose[block.Owner] += block.Weight;
            }
        }

        for (int i = page.Count - 1; i > 0; i--)
        {
            prose[page[i].Parent] += prose[i];
        }

        int root = Descend(page, prose, FindStart(page, prose));
        int first = -1;
        int last = -1;
        for (int i = 0; i < blocks.Length; i++)
        {
            bool isInside = blocks[i].Owner >= root && blocks[i].Owner < page[root].End && (trustsAll || !IsSuspect(blocks[i]));
            isKept[i] = isInside;
            if (isInside && blocks[i].IsProse)
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        while (first > 0 && isKept[first - 1] && !blocks[first - 1].IsLinks && (blocks[first - 1].Kind == BlockKind.Heading || blocks[first - 1].EndsSentence))
        {
            first--;
        }

        while (last < blocks.Length - 1 && isKept[last + 1] && !blocks[last + 1].IsLinks && blocks[last + 1].EndsSentence)
        {
            last++;
        }

        for (int i = 0; i < blocks.Length; i++)
        {
            isKept[i] &= i >= first && i <= last && !blocks[i].IsLinks;
        }

        return isKept;
    }

    private static bool IsSuspect(in TextBlock block) => (block.Marks & NodeMarks.AnyBoilerplate) != 0;

    private static int FindStart(HtmlPage page, int[] prose)
    {
        int best = 0;
        long bestProse = 0;
        for (int i = 0; i < page.Count; i++)
        {
            if (prose[i] > bestProse && (page[i].Marks & (NodeMarks.ArticleBody | NodeMarks.Main)) != 0 && page[i].Tag != HtmlTag.Text)
            {
                (best, bestProse) = (i, prose[i]);
            }
        }

        return bestProse >= NamedShare * prose[0] ? best : 0;
    }

    private static int Descend(HtmlPage page, int[] prose, int start)
    {
        int root = start;
        for (int i = start + 1; i < page.Count; i++)
        {
            // Parents come first, so one pass follows the chain of dominant children down.
            if (page[i].Parent == root && prose[i] >= DominantShare * prose[root]
                && HtmlTags.IsBlock(page[i].Tag) && page[i].Tag is not (HtmlTag.P or HtmlTag.Pre or HtmlTag.Li or HtmlTag.Tr))
            {
                root = i;
            }
        }

        return root;
    }
}
