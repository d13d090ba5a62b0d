// What fastText does with a line (Joulin et al. 2016, arXiv 1607.01759; subwords Bojanowski et al. 2016, arXiv 1607.04606), read off its observable behaviour: words are cut at ASCII white
// space; a known word adds its row and the rows of its character n-grams, an unknown one those of its n-grams alone; then word n-grams; the end of the line is the word </s>. The mean of
// the rows is multiplied with the output matrix. Scores carry the 1e-5 that fastText adds before each logarithm. Sums are single precision from left to right; fastText's own differ in
// the last digits from build to build.
// Cost: a hash and a row for each character and n-gram length.
namespace DataCuration.Quality.FastText;

/// <summary>Applies a <see cref="FastTextModel"/>. Reuses its buffers: one instance a thread.</summary>
public sealed class FastTextPredictor
{
    private const ulong WordGramFactor = 116049371;
    private const double LogOffset = 1e-5;
    private const int SigmoidTableSize = 512;
    private const float MaxSigmoid = 8;

    private static readonly float[] SigmoidTable =
        [.. Enumerable.Range(0, SigmoidTableSize + 1).Select(i => (float)(1 / (1 + Math.Exp(-((i * 2 * MaxSigmoid / SigmoidTableSize) - MaxSigmoid)))))];

    private readonly FastTextModel _model;
    private readonly float[] _hidden;
    private readonly float[] _output;
    private readonly List<int> _wordHashes = [];
    private byte[] _bordered = new byte[64];
    private (float Score, int Label)[] _best = new (float, int)[1];
    private FastTextPrediction[] _predictions = new FastTextPrediction[1];
    private int _bestCount;
    private long _rows;

    /// <summary>A predictor with its own buffers.</summary>
    public FastTextPredictor(FastTextModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _hidden = new float[model.Arguments.Dimension];
        _output = new float[model.Labels.Count];
    }

    private static ReadOnlySpan<byte> EndOfLine => "</s>"u8;

    private static ReadOnlySpan<byte> LabelPrefix => "__label__"u8;

    /// <summary>The best labels of a text, the best first; none when no part of it has a row. Valid until the next text.</summary>
    /// <param name="utf8">The text; line feeds count as spaces.</param>
    /// <param name="k">At most so many labels, 1 or more.</param>
    public ReadOnlySpan<FastTextPrediction> Predict(ReadOnlySpan<byte> utf8, int k = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        k = Math.Min(k, _model.Labels.Count);
        if (_best.Length < k)
        {
            _best = new (float, int)[k];
            _predictions = new FastTextPrediction[k];
        }

        _bestCount = 0;
        Embed(utf8);
        if (_rows == 0)
        {
            return [];
        }

        Classify(k);
        for (int i = 0; i < _bestCount; i++)
        {
            _predictions[i] = new FastTextPrediction(_model.Labels[_best[i].Label], MathF.Exp(_best[i].Score));
        }

        return _predictions.AsSpan(0, _bestCount);
    }

    private void Embed(ReadOnlySpan<byte> utf8)
    {
        Array.Clear(_hidden);
        _wordHashes.Clear();
        _rows = 0;
        int start = 0;
        for (int i = 0; i <= utf8.Length; i++)
        {
            if (i == utf8.Length || utf8[i] is (byte)' ' or 0 or (>= 9 and <= 13))
            {
                if (i > start)
                {
                    AddWord(utf8[start..i]);
                }

                start = i + 1;
            }
        }

        AddWord(EndOfLine);
        AddWordGrams();
        float scale = (float)(1.0 / _rows);
        foreach (ref float value in _hidden.AsSpan())
        {
            value *= scale;
        }
    }

    private void AddWord(ReadOnlySpan<byte> word)
    {
        uint hash = FastTextDictionary.Hash(word);
        int row = _model.Dictionary.Find(word, hash);
        if (row < 0 && word.StartsWith(LabelPrefix))
        {
            return;
        }

        if (row >= 0)
        {
            AddRow(row);
        }

        if (_model.Arguments.MaxCharacters > 0 && !word.SequenceEqual(EndOfLine))
        {
            AddCharacterGrams(word);
        }

        _wordHashes.Add((int)hash);
    }

    private void AddCharacterGrams(ReadOnlySpan<byte> word)
    {
        int length = word.Length + 2;
        if (_bordered.Length < length)
        {
            _bordered = new byte[length * 2];
        }

        Span<byte> text = _bordered.AsSpan(0, length);
        text[0] = (byte)'<';
        word.CopyTo(text[1..]);
        text[^1] = (byte)'>';
        uint buckets = (uint)_model.Arguments.Buckets;
        for (int i = 0; i < text.Length; i++)
        {
            if ((text[i] & 0xC0) == 0x80)
            {
                continue;
            }

            uint hash = FastTextDictionary.EmptyHash;
            int end = i;
            for (int n = 1; end < text.Length && n <= _model.Arguments.MaxCharacters; n++)
            {
                do
                {
                    hash = FastTextDictionary.Extend(hash, text[end++]);
                }
                while (end < text.Length && (text[end] & 0xC0) == 0x80);

                if (n >= _model.Arguments.MinCharacters && !(n == 1 && (i == 0 || end == text.Length)) && buckets > 0)
                {
                    AddBucket((int)(hash % buckets));
                }
            }
        }
    }

    private void AddWordGrams()
    {
        ulong buckets = (ulong)_model.Arguments.Buckets;
        for (int i = 0; i < _wordHashes.Count && buckets > 0; i++)
        {
            // Hashes are signed in fastText, and widened with their sign.
            ulong hash = (ulong)(long)_wordHashes[i];
            for (int j = i + 1; j < _wordHashes.Count && j < i + _model.Arguments.WordGrams; j++)
            {
                hash = (hash * WordGramFactor) + (ulong)(long)_wordHashes[j];
                AddBucket((int)(hash % buckets));
            }
        }
    }

    private void AddBucket(int bucket)
    {
        if (_model.Dictionary.TryGetRow(bucket, out int row))
        {
            AddRow(row);
        }
    }

    private void AddRow(int row)
    {
        if (row < _model.Input.Rows)
        {
            _model.Input.AddRow(row, _hidden);
            _rows++;
        }
    }

    private void Classify(int k)
    {
        if (_model.Tree is { } tree)
        {
            Descend(tree, tree.Root, 0, k);
            return;
        }

        for (int i = 0; i < _output.Length; i++)
        {
            _output[i] = _model.Output.Dot(i, _hidden);
        }

        if (_model.Arguments.Loss == FastTextLoss.Softmax)
        {
            Softmax();
        }

        for (int i = 0; i < _output.Length; i++)
        {
            Offer(Log(_model.Arguments.Loss == FastTextLoss.Softmax ? _output[i] : Sigmoid(_output[i])), i, k);
        }
    }

    private void Softmax()
    {
        float max = _output.Max();
        float sum = 0;
        foreach (ref float value in _output.AsSpan())
        {
            value = MathF.Exp(value - max);
            sum += value;
        }

        foreach (ref float value in _output.AsSpan())
        {
            value /= sum;
        }
    }

    // Leaves branches that cannot win. The depth is bounded when the model is read.
    private void Descend(LabelTree tree, int node, float score, int k)
    {
        if (score < Log(0) || (_bestCount == k && score < _best[k - 1].Score))
        {
            return;
        }

        if (tree.IsLabel(node))
        {
            Offer(score, node, k);
            return;
        }

        float product = _model.Output.Dot(tree.RowOf(node), _hidden);
        float right = (float)(1.0 / (1 + MathF.Exp(-product)));
        Descend(tree, tree.Left(node), score + Log((float)(1.0 - right)), k);
        Descend(tree, tree.Right(node), score + Log(right), k);
    }

    private void Offer(float score, int label, int k)
    {
        if (_bestCount == k && score <= _best[k - 1].Score)
        {
            return;
        }

        int at = _bestCount < k ? _bestCount++ : k - 1;
        for (; at > 0 && _best[at - 1].Score < score; at--)
        {
            _best[at] = _best[at - 1];
        }

        _best[at] = (score, label);
    }

    private static float Log(float value) => (float)Math.Log(value + LogOffset);

    private static float Sigmoid(float value) => value switch
    {
        < -MaxSigmoid => 0,
        > MaxSigmoid => 1,
        _ => SigmoidTable[(int)((value + MaxSigmoid) * SigmoidTableSize / MaxSigmoid / 2)],
    };
}
