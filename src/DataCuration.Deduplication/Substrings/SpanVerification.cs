using DataCuration.Deduplication.Sorting;
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Substrings;

/// <summary>
/// Compares windows of equal hash by their text and tells which units go. Pairs come in the order of the text, so of a long repetition only the last unit
/// of each next window has to be compared. Single-threaded.
/// </summary>
internal sealed class SpanVerification(TextSpool texts, SubstringOptions options, ExternalSorter<UnitSpan> spans)
{
    private readonly int _length = options.LeastLength();
    private readonly HashSet<(int Row, int Unit)> _collisions = [];
    private WindowPair _last = new(-1, -1, -1, -1);
    private UnitSpan _run = new(-1, 0, 0, 0);

    /// <summary>The first windows of groups in which a text differed.</summary>
    public IReadOnlySet<(int Row, int Unit)> Collisions => _collisions;

    /// <summary>Windows of equal hash and different text.</summary>
    public long CollisionCount { get; private set; }

    /// <summary>Compares one pair; pairs come in their order.</summary>
    public void Add(in WindowPair pair)
    {
        TextSpool.Loaded text = texts.Load(pair.Row), twin = texts.Load(pair.TwinRow);
        for (int i = pair.Follows(_last) ? _length - 1 : 0; i < _length; i++)
        {
            if (!text.HasUnitOf(pair.Unit + i, twin, pair.TwinUnit + i))
            {
                _collisions.Add((pair.TwinRow, pair.TwinUnit));
                CollisionCount++;
                return;
            }
        }

        _last = pair;
        Cut(pair.Row, pair.Unit, pair);
        if (options.Remove == RepeatRemoval.All)
        {
            spans.Add(new UnitSpan(pair.TwinRow, pair.TwinUnit, pair.TwinUnit + _length, pair.Row));
        }
    }

    /// <summary>
    /// Settles a group in which texts differ: each window is compared with the first of each text seen before. Those equal to the group's first were
    /// settled by <see cref="Add"/>.
    /// </summary>
    public void Settle(IReadOnlyList<WindowKey> group)
    {
        List<WindowKey> firsts = [group[0]];
        foreach (WindowKey window in group.Skip(1))
        {
            int same = firsts.FindIndex(first => AreEqual(window, first));
            if (same < 0)
            {
                firsts.Add(window);
            }
            else if (same > 0)
            {
                Cut(window.Row, window.Unit, new WindowPair(window.Row, window.Unit, firsts[same].Row, firsts[same].Unit));
                if (options.Remove == RepeatRemoval.All)
                {
                    spans.Add(new UnitSpan(firsts[same].Row, firsts[same].Unit, firsts[same].Unit + _length, window.Row));
                }
            }
        }
    }

    /// <summary>Hands on the last span.</summary>
    public void Complete()
    {
        if (_run.Row >= 0)
        {
            spans.Add(_run);
        }

        _run = new UnitSpan(-1, 0, 0, 0);
    }

    // A window that overlaps the first of its kind must not take units from it: of "aaaaaa" the first "aaa" stays.
    private void Cut(int row, int unit, in WindowPair pair)
    {
        int start = options.Remove == RepeatRemoval.KeepFirst && pair.TwinRow == row ? Math.Max(unit, pair.TwinUnit + _length) : unit;
        if (_run.Row == row && start >= _run.Start && start <= _run.End && pair.TwinRow == _run.TwinRow)
        {
            _run = _run with { End = Math.Max(_run.End, unit + _length) };
        }
        else
        {
            Complete();
            _run = new UnitSpan(row, start, unit + _length, pair.TwinRow);
        }
    }

    private bool AreEqual(in WindowKey window, in WindowKey first)
    {
        TextSpool.Loaded text = texts.Load(window.Row), other = texts.Load(first.Row);
        for (int i = 0; i < _length; i++)
        {
            if (!text.HasUnitOf(window.Unit + i, other, first.Unit + i))
            {
                return false;
            }
        }

        return true;
    }
}
