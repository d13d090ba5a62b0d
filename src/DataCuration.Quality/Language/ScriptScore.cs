namespace DataCuration.Quality.Language;

/// <summary>The running sums of one script's languages: of the last few n-grams (16 bits), of the paragraph, of the document.</summary>
internal sealed class ScriptScore(NGramTable table)
{
    // 255 is the greatest weight: 256 of them fit 16 bits.
    private const int MaxPending = 256;

    private readonly ushort[] _pending = new ushort[table.Stride];
    private int _pendingCount;

    /// <summary>Sums of the paragraph, one a language of the script.</summary>
    public int[] Paragraph { get; } = new int[table.Languages.Length];

    /// <summary>Sums of the document's finished paragraphs.</summary>
    public long[] Document { get; } = new long[table.Languages.Length];

    public NGramTable Table => table;

    /// <summary>Whether the document has letters of the script; the other methods but <see cref="Add"/> do nothing otherwise.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Adds the weights of an n-gram; of its last three letters when it is rare.</summary>
    public void Add(ulong gram)
    {
        int row = table.Find(gram);
        if (row < 0)
        {
            row = table.Find(gram & 0xFFFF_FFFF_FFFF);
            if (row < 0)
            {
                return;
            }
        }

        table.Add(row, _pending);
        if (++_pendingCount == MaxPending)
        {
            Flush();
        }
    }

    /// <summary>Brings <see cref="Paragraph"/> up to date.</summary>
    public void Flush()
    {
        if (_pendingCount == 0)
        {
            return;
        }

        int[] sums = Paragraph;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += _pending[i];
        }

        Array.Clear(_pending);
        _pendingCount = 0;
    }

    /// <summary>Moves the paragraph's sums to the document's.</summary>
    public void EndParagraph()
    {
        if (!IsUsed)
        {
            return;
        }

        for (int i = 0; i < Paragraph.Length; i++)
        {
            Document[i] += Paragraph[i];
        }

        Array.Clear(Paragraph);
    }

    /// <summary>Forgets the document.</summary>
    public void Clear()
    {
        if (!IsUsed)
        {
            return;
        }

        IsUsed = false;
        Array.Clear(_pending);
        _pendingCount = 0;
        Array.Clear(Paragraph);
        Array.Clear(Document);
    }
}
