using System.Buffers;
using System.Globalization;
using System.Text;
using DataCuration.Quality.FastText;

namespace DataCuration.Quality.Language;

/// <summary>
/// The language of documents under the built-in model, another model of the trainer, or a fastText model, all in the same form. Single-threaded; make one a thread from one
/// <see cref="LanguageLabels"/>.
/// </summary>
public sealed class LanguageLabeller
{
    // Shares below it are noise of single lines.
    private const double LeastShare = 0.005;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f\v"u8);

    private readonly LanguageIdentifier? _identifier;
    private readonly FastTextPredictor? _predictor;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private readonly List<LanguageShare> _shares = [];

    internal LanguageLabeller(LanguageIdentifier identifier) => _identifier = identifier;

    internal LanguageLabeller(FastTextPredictor predictor) => _predictor = predictor;

    /// <summary>The languages of the last document's paragraphs, the largest share first.</summary>
    public IReadOnlyList<LanguageShare> Shares => _shares;

    /// <summary>The language of a document; lines are its paragraphs.</summary>
    public LanguagePrediction Label(ReadOnlySpan<byte> utf8)
    {
        _shares.Clear();
        if (_identifier is not null)
        {
            LanguagePrediction prediction = _identifier.Identify(utf8);
            _shares.AddRange(_identifier.Shares);
            return prediction;
        }

        LanguagePrediction document = Predict(utf8);
        SharePredictions(utf8, document.Language);
        return document;
    }

    /// <summary>The shares as one text, for example <c>de:0.71 en:0.29</c>; those below half a per cent are left out.</summary>
    public string DescribeShares()
    {
        _text.Clear();
        foreach (LanguageShare share in _shares.Where(share => share.Share >= LeastShare))
        {
            _text.Append(_text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{share.Language}:{share.Share:0.00}");
        }

        return _text.ToString();
    }

    private LanguagePrediction Predict(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAnyExcept(WhiteSpace) < 0)
        {
            return LanguagePrediction.Undetermined;
        }

        ReadOnlySpan<FastTextPrediction> best = _predictor!.Predict(utf8);
        return best.IsEmpty ? LanguagePrediction.Undetermined : new LanguagePrediction(LanguageLabels.WithoutPrefix(best[0].Label), Math.Min(1, best[0].Score));
    }

    private void SharePredictions(ReadOnlySpan<byte> utf8, string documentLanguage)
    {
        _bytes.Clear();
        long all = 0;
        foreach (Range range in utf8.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = utf8[range];
            string language = line.Length >= LanguageIdentifier.MinParagraphLetters ? Predict(line).Language : documentLanguage;
            _bytes[language] = _bytes.GetValueOrDefault(language) + line.Length;
            all += line.Length;
        }

        _shares.AddRange(_bytes.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new LanguageShare(pair.Key, (double)pair.Value / all)));
    }
}
