// Chooses the main content of a page: prose (long blocks with sentence marks, few links) shows where it is, and the smallest element
// that holds nearly all of it is the content. The idea of text density against link density follows Kohlschuetter et al. 2010
// ("Boilerplate detection using shallow text features", WSDM, section 4) and Pomikalek 2011 (jusText, chapter 3); the descent to the
// dominant element is ours. Blocks between the first and the last prose block stay unless they are mostly links or named as
// boilerplate; a heading before the prose and closing short sentences stay too. Cost: linear in elements and blocks.
namespace DataCuration.Quality.Extraction;

/// <summary>Decides which blocks of a page are its main text. Pure.</summary>
internal static class MainContent
{
    /// <summary>Descend into a child that holds at least this share of its parent's prose.</summary>
    private const double DominantShare = 0.85;

    /// <summary>Start at an element its author named the main content when it holds this share of the page's prose.</summary>
    private const double NamedShare = 0.5;

    /// <summary>Prose in suspect elements counts when there is this many times as much of it as elsewhere.</summary>
    private const int SuspectFactor = 5;

    /// <summary>The blocks to keep, in order.</summary>
    public static IReadOnlyList<TextBlock> Select(IReadOnlyList<PageElement> elements, IReadOnlyList<TextBlock> blocks)
    {
        long trusted = blocks.Where(block => block.IsProse && !elements[block.Owner].IsSuspect).Sum(block => (long)block.Weight);
        long suspect = blocks.Where(block => block.IsProse && elements[block.Owner].IsSuspect).Sum(block => (long)block.Weight);
        bool trustsAll = suspect > trusted * SuspectFactor;
        bool IsTrusted(TextBlock block) => trustsAll || !elements[block.Owner].IsSuspect;
        if (trusted + suspect == 0)
        {
            return [.. blocks.Where(block => IsTrusted(block) && !block.IsLinks)];
        }

        AddProse(elements, blocks, IsTrusted);
        int root = Descend(elements, FindStart(elements));
        List<TextBlock> inside = [.. blocks.Where(block => IsTrusted(block) && IsInside(elements, block.Owner, root))];
        return Trim(inside);
    }

    private static void AddProse(IReadOnlyList<PageElement> elements, IReadOnlyList<TextBlock> blocks, Func<TextBlock, bool> isTrusted)
    {
        foreach (TextBlock block in blocks)
        {
            if (block.IsProse && isTrusted(block))
            {
                elements[block.Owner].Prose += block.Weight;
            }
        }

        for (int i = elements.Count - 1; i > 0; i--)
        {
            elements[elements[i].Parent].Prose += elements[i].Prose;
        }
    }

    private static int FindStart(IReadOnlyList<PageElement> elements)
    {
        int best = 0;
        long bestProse = 0;
        for (int i = 0; i < elements.Count; i++)
        {
            if (elements[i].Prose > bestProse && ElementNames.IsNamedMain(elements[i].Element))
            {
                (best, bestProse) = (i, elements[i].Prose);
            }
        }

        return bestProse >= NamedShare * elements[0].Prose ? best : 0;
    }

    private static int Descend(IReadOnlyList<PageElement> elements, int start)
    {
        int root = start;
        for (int i = start + 1; i < elements.Count; i++)
        {
            // Parents come first, so one pass follows the chain of dominant children down.
            if (elements[i].Parent == root && elements[i].Prose >= DominantShare * elements[root].Prose
                && ElementNames.IsBlock(elements[i].Element) && elements[i].Element.LocalName is not ("p" or "pre" or "li" or "tr"))
            {
                root = i;
            }
        }

        return root;
    }

    private static bool IsInside(IReadOnlyList<PageElement> elements, int element, int root)
    {
        while (element > root)
        {
            element = elements[element].Parent;
        }

        return element == root;
    }

    private static List<TextBlock> Trim(List<TextBlock> blocks)
    {
        int first = blocks.FindIndex(block => block.IsProse);
        int last = blocks.FindLastIndex(block => block.IsProse);
        while (first > 0 && blocks[first - 1] is { IsLinks: false } before && (before.Kind == BlockKind.Heading || before.EndsSentence))
        {
            first--;
        }

        while (last < blocks.Count - 1 && blocks[last + 1] is { IsLinks: false, EndsSentence: true })
        {
            last++;
        }

        return [.. blocks[first..(last + 1)].Where(block => !block.IsLinks)];
    }
}
