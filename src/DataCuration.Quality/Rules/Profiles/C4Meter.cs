// Profile c4/1: the rules of C4 (Raffel et al. 2020, arXiv 1910.10683, section 2.2) as the most used program for them decides: datatrove's
// C4QualityFilter with its default arguments, final marks required, spaCy's English sentences. Frozen: a change of any number is a new profile.
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Rules.English;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures documents for C4's rules alone. Reuses its buffers; single-threaded.</summary>
internal sealed class C4Meter : ProfileMeter
{
    private readonly SpacyTokenizer _splitter = new();
    private readonly DocumentWords _words = new();
    private readonly C4Lines _lines = new();

    /// <summary>The columns, in the order of the values.</summary>
    public static IReadOnlyList<string> Columns => ProfileColumns.C4;

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<byte> utf8, Span<double> values)
    {
        _splitter.BeginDocument();
        _splitter.Split(utf8, _words);
        C4Metrics metrics = _lines.Measure(utf8, _words, _splitter);
        values[0] = metrics.SentenceCount;
        values[1] = metrics.HasLoremIpsum ? 1 : 0;
        values[2] = metrics.HasCurlyBracket ? 1 : 0;
    }
}
