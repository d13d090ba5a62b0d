using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Contamination;

namespace DataCuration.Pipelines.Stages;

/// <summary>What every document shares with the benchmarks. Whether that drops, cuts or only annotates it is decided later.</summary>
internal sealed class ContaminationStage : ColumnStage
{
    /// <summary>The column that the rule compares: the largest share of an item, or the number of shared n-grams.</summary>
    public const string Score = "contamination.score";

    /// <summary>The column with the share of the text that cutting leaves; 0 when nothing worth keeping does.</summary>
    public const string Remainder = "contamination.remainder";

    /// <summary>The column with <see cref="ContaminationFinds"/> as JSON; null when there are none.</summary>
    public const string Finds = "contamination.finds";

    private const int Quotes = 3;
    private const int QuoteBytes = 400;

    private Task<ContaminationIndex>? _index;

    public override string Name => StageNames.Contamination;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.ContaminationItems];

    protected override string Options(RunContext context)
    {
        ContaminationOptions options = context.Recipe.Contamination!;
        return StateJson.Canonical(new { options.Rule, options.MaxShare, options.MaxItemsPerGram, options.QueryGrams, isCut = options.Action == ContaminationAction.Cut });
    }

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [.. context.Inputs(StageNames.ContaminationItems)];

    protected override async Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        // Built once for all parts; should two begin at once, one index is thrown away.
        ContaminationIndex index = await (_index ??= ContaminationItemsStage.LoadAsync(context, cancellationToken)).ConfigureAwait(false);
        ContaminationOptions options = context.Recipe.Contamination!;
        WorkerPool<ContaminationScanner> workers = new(() => new ContaminationScanner(index, options));
        return documents => workers.Use(scanner => Scan(index, options, scanner, documents));
    }

    private static IReadOnlyList<Column> Scan(
        ContaminationIndex index, ContaminationOptions options, ContaminationScanner scanner, IReadOnlyList<Document> documents)
    {
        double[] scores = new double[documents.Count];
        double[] remainders = new double[documents.Count];
        string?[] finds = new string?[documents.Count];
        byte[][] edits = new byte[documents.Count][];
        for (int i = 0; i < scores.Length; i++)
        {
            ReadOnlySpan<byte> text = documents[i].Text.Span;
            scanner.Scan(text);
            scores[i] = scanner.Score;
            remainders[i] = 1;
            edits[i] = [];
            if (scanner.Matches.Count > 0)
            {
                finds[i] = StateJson.Canonical(Describe(index, scanner.Matches, text));
                if (options.Action == ContaminationAction.Cut)
                {
                    IReadOnlyList<TextEdit>? cuts = ContaminationCut.Of(text, scanner.Spans);
                    edits[i] = TextEdits.Encode(cuts ?? []);
                    remainders[i] = cuts is null ? 0 : 1 - (cuts.Sum(cut => (double)cut.Length) / text.Length);
                }
            }
        }

        return
        [
            new Column<double>(Score, scores),
            new Column<double>(Remainder, remainders),
            new Column<string?>(Finds, finds),
            new Column<byte[]>(StageNames.Contamination + TextEdits.ColumnSuffix, edits),
        ];
    }

    private static ContaminationFinds Describe(ContaminationIndex index, IReadOnlyList<ContaminationMatch> matches, ReadOnlySpan<byte> text)
    {
        List<ContaminationFinds.Quote> quotes = [];
        foreach (ContaminationMatch match in matches.Take(Quotes))
        {
            EvaluationItem item = index.Items[match.Item];
            quotes.Add(new ContaminationFinds.Quote(match.Item, item.Set, item.Name, match.Share, Quote(text, match.Start, match.Length)));
        }

        return new ContaminationFinds([.. matches.Select(match => match.Item).Order()], quotes);
    }

    private static string Quote(ReadOnlySpan<byte> text, int start, int length)
    {
        int end = start + Math.Min(length, QuoteBytes);
        while (end < text.Length && (text[end] & 0xC0) == 0x80)
        {
            end++;
        }

        return Encoding.UTF8.GetString(text[start..end]) + (end < start + length ? " ..." : "");
    }
}
