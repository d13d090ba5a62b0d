using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Generation.Ledger;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>From a row to a judged segment: its answer out of the ledger, every check that the recipe can run, the run's own thresholds. Safe for concurrent use.</summary>
internal sealed class OutputJudge
{
    private readonly RunContext _context;
    private readonly GenerationLedger _ledger;
    private readonly OutputMeasures _measures;
    private readonly Dictionary<string, StyleThresholds> _thresholds;

    private OutputJudge(RunContext context, GenerationLedger ledger, OutputMeasures measures, IReadOnlyList<StyleThresholds> thresholds) =>
        (_context, _ledger, _measures, _thresholds) = (context, ledger, measures, thresholds.ToDictionary(style => style.Style, StringComparer.Ordinal));

    public static async Task<OutputJudge> OpenAsync(RunContext context, GenerationLedger ledger, CancellationToken cancellationToken)
    {
        if (!AnswerThresholdsStage.IsNeeded(context.Recipe.Rephrase!))
        {
            return new OutputJudge(context, ledger, await OutputMeasures.OpenAsync(context, null, cancellationToken).ConfigureAwait(false), []);
        }

        StyleThresholds[] thresholds = await StateJson.ReadFileAsync<StyleThresholds[]>(AnswerThresholdsStage.ThresholdsPath(context), cancellationToken).ConfigureAwait(false);
        TermVectors? terms = context.Recipe.Rephrase!.Embedding == Documents.Recipes.EmbeddingMethod.None
            ? null
            : TermVectors.FromBytes(await File.ReadAllBytesAsync(AnswerThresholdsStage.TermsPath(context), cancellationToken).ConfigureAwait(false));
        return new OutputJudge(context, ledger, await OutputMeasures.OpenAsync(context, terms, cancellationToken).ConfigureAwait(false), thresholds);
    }

    public JudgedSegment Judge(RephrasingStyle style, string text, SegmentRow row)
    {
        string source = RephrasedDocuments.SourceOf(text, row);
        if (row.Status != SegmentRow.Answered)
        {
            return new JudgedSegment(row, row.Status, null, source);
        }

        LedgerRecord record = RephrasedDocuments.AnswerTo(_context, _ledger, row);
        StyleThresholds? thresholds = _thresholds.GetValueOrDefault(style.Name);
        CheckedOutput output = OutputChecks.Run(_measures.Of(source, record, row.Parent), style.Checks with
        {
            MinLanguageProbability = _context.Recipe.Rephrase!.MinLanguageConfidence,
            MinCosine = thresholds?.MinCosine,
            MinQuality = thresholds?.MinQuality,
        });
        double? quality = output.Values.First(value => value.Name == "quality").Value;
        return new JudgedSegment(row, output.FailedCheck is { } check ? JudgedSegment.FilteredPrefix + check : SegmentRow.Answered, output, source)
        {
            Answer = record.Text,
            QualityGain = quality is null ? null : quality - _measures.QualityOf(row.Parent, source),
        };
    }
}
