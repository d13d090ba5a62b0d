// GPT-3's cut (Brown et al. 2020, arXiv 2005.14165, appendix C), with the arithmetic of lm-evaluation-harness's janitor: the matched n-gram and 200 characters on each side go, pieces of
// 200 characters or fewer go too, and a text that falls into more than ten pieces is too dirty to keep. What differs: windows that overlap are joined before pieces are counted, as the
// paper says; janitor counts every n-gram, so that one item quoted in full empties a document.
using System.Text;
using DataCuration.Documents.Edits;

namespace DataCuration.Quality.Contamination;

/// <summary>Cuts contaminated spans out of a text. Pure.</summary>
public static class ContaminationCut
{
    /// <summary>The rule of the cuts.</summary>
    public const string Rule = "contamination.cut";

    private const int Window = 200;
    private const int MinPiece = 200;
    private const int MaxPieces = 10;

    /// <summary>The cuts for the spans; null when nothing worth keeping would remain.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="spans">Contaminated byte ranges in order.</param>
    public static IReadOnlyList<TextEdit>? Of(ReadOnlySpan<byte> utf8, IReadOnlyList<(int Start, int End)> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        List<(int Start, int End)> windows = [];
        foreach ((int start, int end) in spans)
        {
            int from = Back(utf8, start, Window);
            int to = Forward(utf8, end, Window);
            if (windows.Count > 0 && from <= windows[^1].End)
            {
                windows[^1] = (windows[^1].Start, Math.Max(windows[^1].End, to));
            }
            else
            {
                windows.Add((from, to));
            }
        }

        if (windows.Count + 1 > MaxPieces)
        {
            return null;
        }

        List<TextEdit> cuts = [];
        int cutStart = 0;
        bool isAnyKept = false;
        int pieceStart = 0;
        foreach ((int start, int end) in windows.Append((utf8.Length, utf8.Length)))
        {
            if (Characters(utf8[pieceStart..start]) > MinPiece)
            {
                AddCut(cuts, cutStart, pieceStart);
                cutStart = start;
                isAnyKept = true;
            }

            pieceStart = end;
        }

        AddCut(cuts, cutStart, utf8.Length);
        return isAnyKept ? cuts : null;
    }

    private static void AddCut(List<TextEdit> cuts, int start, int end)
    {
        if (end > start)
        {
            cuts.Add(new TextEdit(Rule, start, end - start, ""));
        }
    }

    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    private static int Back(ReadOnlySpan<byte> utf8, int place, int characters)
    {
        while (place > 0 && characters > 0)
        {
            Rune.DecodeLastFromUtf8(utf8[..place], out _, out int length);
            place -= length;
            characters--;
        }

        return place;
    }

    private static int Forward(ReadOnlySpan<byte> utf8, int place, int characters)
    {
        while (place < utf8.Length && characters > 0)
        {
            Rune.DecodeFromUtf8(utf8[place..], out _, out int length);
            place += length;
            characters--;
        }

        return place;
    }
}
