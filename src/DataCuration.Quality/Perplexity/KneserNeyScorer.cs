namespace DataCuration.Quality.Perplexity;

/// <summary>Scores texts with one model. Allocates nothing once warm; one instance a thread.</summary>
public sealed class KneserNeyScorer
{
    private readonly KneserNeyModel _model;
    private readonly SentenceReader _reader = new();

    // The last words, the newest first, and what each context of that length leaves to shorter ones. A context is known when the model has it as an n-gram.
    private readonly ulong[] _context = new ulong[KneserNeyTrainer.MaxOrder];
    private readonly float[] _backoffs = new float[KneserNeyTrainer.MaxOrder + 1];
    private readonly float[] _nextBackoffs = new float[KneserNeyTrainer.MaxOrder + 1];
    private int _known;

    internal KneserNeyScorer(KneserNeyModel model) => _model = model;

    /// <summary>The probability of a text, line by line, each line with its end.</summary>
    public PerplexityScore Score(ReadOnlySpan<byte> utf8)
    {
        _reader.Read(utf8);
        double logProbability = 0;
        int unknown = 0;
        for (int sentence = 0; sentence < _reader.Count; sentence++)
        {
            Begin();
            foreach (ulong word in _reader[sentence])
            {
                logProbability += Next(word, out bool isKnown);
                unknown += isKnown ? 0 : 1;
            }

            logProbability += Next(KneserNeyFile.SentenceEnd, out _);
        }

        return new PerplexityScore(logProbability, _reader.WordCount, _reader.Count, unknown, utf8.Length);
    }

    private void Begin()
    {
        _context[0] = KneserNeyFile.SentenceBegin;
        _model.Tables[0].TryFind(KneserNeyFile.Chain(0, KneserNeyFile.SentenceBegin), out _, out _backoffs[1]);
        _known = 1;
    }

    private float Next(ulong word, out bool isKnown)
    {
        KneserNeyTable[] tables = _model.Tables;
        ulong hash = KneserNeyFile.Chain(0, word);
        int matched = 0;
        float logProbability = _model.LogUnknown;
        isKnown = tables[0].TryFind(hash, out float found, out _nextBackoffs[1]);
        if (isKnown)
        {
            (logProbability, matched) = (found, 1);
            int longest = Math.Min(tables.Length, _known + 1);
            for (int n = 2; n <= longest; n++)
            {
                hash = KneserNeyFile.Chain(hash, _context[n - 2]);
                if (!tables[n - 1].TryFind(hash, out found, out _nextBackoffs[n]))
                {
                    break;
                }

                (logProbability, matched) = (found, n);
            }
        }

        for (int length = Math.Max(1, matched); length <= _known; length++)
        {
            logProbability += _backoffs[length];
        }

        _known = Math.Min(matched, tables.Length - 1);
        for (int i = 1; i <= _known; i++)
        {
            _backoffs[i] = _nextBackoffs[i];
        }

        for (int i = _known - 1; i > 0; i--)
        {
            _context[i] = _context[i - 1];
        }

        _context[0] = word;
        return logProbability;
    }
}
