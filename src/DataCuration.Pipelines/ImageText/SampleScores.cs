using System.Buffers;
using System.Buffers.Text;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Quality.ImageText;
using DataCuration.Quality.Language;

namespace DataCuration.Pipelines.ImageText;

/// <summary>Turns rows of metadata into uids with scores and flaws. Single-threaded; one a thread.</summary>
internal sealed class SampleScores(ScorePoolsOptions options, LanguageLabels languages)
{
    private const string Uid = "uid";
    private const string Text = "text";
    private const string Width = "original_width";
    private const string Height = "original_height";

    private static readonly SearchValues<byte> LowerHex = SearchValues.Create("0123456789abcdef"u8);

    private readonly SampleFilter _filter = new(options.Filter, languages);

    /// <summary>The columns to read, named as DataComp names them: the score, the minimums' columns, then the image's size when it is judged.</summary>
    public static SampleColumns Columns(ScorePoolsOptions options) => new(
        Uid,
        options.Filter == CaptionFilter.None ? null : Text,
        [options.Score, .. options.Minimums.Select(minimum => minimum.Key), .. options.Filter == CaptionFilter.Basic ? new[] { Width, Height } : []]);

    /// <summary>The samples of a batch, in its order.</summary>
    /// <exception cref="DiagnosticException">DC2130: a uid is malformed.</exception>
    public SampleScore[] Of(SampleBatch batch)
    {
        SampleScore[] samples = new SampleScore[batch.Uids.Count];
        for (int row = 0; row < samples.Length; row++)
        {
            samples[row] = new SampleScore(UidOf(batch, row), batch.Numbers[0][row], FlawsOf(batch, row));
        }

        return samples;
    }

    private SampleFlaw FlawsOf(SampleBatch batch, int row)
    {
        SampleFlaw flaws = SampleFlaw.None;
        for (int i = 0; i < options.Minimums.Count; i++)
        {
            // A column of 32-bit numbers is compared in 32 bits, as pandas does: 0.28 there is the nearest such number.
            double least = batch.IsSinglePrecision[i + 1] ? (float)options.Minimums[i].Value : options.Minimums[i].Value;
            flaws |= batch.Numbers[i + 1][row] >= least ? SampleFlaw.None : SampleFlaw.Minimum;
        }

        if (options.Filter == CaptionFilter.None) return flaws;
        bool hasSize = options.Filter == CaptionFilter.Basic;
        ReadOnlySpan<byte> caption = batch.Texts[row] is { } text ? text.Span : [];
        return flaws | _filter.Judge(caption, hasSize ? batch.Numbers[^2][row] : double.NaN, hasSize ? batch.Numbers[^1][row] : double.NaN);
    }

    private static DocumentId UidOf(SampleBatch batch, int row)
    {
        ReadOnlySpan<byte> text = batch.Uids[row] is { } bytes ? bytes.Span : [];
        bool isLowerHex = text.Length == 32 && !text.ContainsAnyExcept(LowerHex);
        if (isLowerHex
            && Utf8Parser.TryParse(text[..16], out ulong high, out int first, 'x') && first == 16
            && Utf8Parser.TryParse(text[16..], out ulong low, out int second, 'x') && second == 16)
        {
            return new DocumentId(new UInt128(high, low));
        }

        string found = batch.Uids[row] is null ? "null" : $"'{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)])}'";
        throw new DiagnosticException(
            Diagnostic.Error(
                "DC2130",
                $"The uid of row {batch.FirstRow + row}, counted from 0, is {found}; expected 32 lower-case hex digits. The subset would not find the sample in its shard. Correct the file, or leave it out.",
                batch.File),
            ExitCode.BadInput);
    }
}
