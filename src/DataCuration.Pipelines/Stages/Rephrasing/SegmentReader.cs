using System.Runtime.CompilerServices;
using DataCuration.Deduplication.Exact;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Rephrasing.Generation;
using DataCuration.Rephrasing.Segments;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>Reads the chosen documents, cuts them and words the requests: the same for a plan and for a run.</summary>
internal sealed class SegmentReader(RunContext context, IReadOnlyList<RephrasingStyle> styles, IReadOnlySet<UInt128> heldOut)
{
    /// <summary>Reason: the document is also in an evaluation set. What is said about it must not be trained on either.</summary>
    public const string HeldOut = "held-out";

    private readonly Dictionary<string, RephrasingStyle> _styles = styles.ToDictionary(style => style.Name, StringComparer.Ordinal);

    /// <summary>The texts of the evaluation sets, as hashes that spelling and punctuation do not change.</summary>
    public static async Task<IReadOnlySet<UInt128>> HeldOutTextsAsync(RunContext context, CancellationToken cancellationToken)
    {
        HashSet<UInt128> texts = [];
        foreach (ResolvedFile file in context.EvaluationFiles)
        {
            await foreach (SourceRecord record in EvaluationText.ReadAsync(context, file, cancellationToken).ConfigureAwait(false))
            {
                texts.Add(Hash(record.Payload.Span));
            }
        }

        return texts;
    }

    /// <summary>All segments of all chosen documents, in order of parts, documents, styles and segments.</summary>
    public async IAsyncEnumerable<SegmentRequest> ReadAsync(IReadOnlyList<DocumentPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int part = 0; part < parts.Count; part++)
        {
            ColumnTable selection = await ColumnFile.ReadAsync(
                context.Work.Columns(StageNames.RephraseSelection, parts[part].Name), null, cancellationToken).ConfigureAwait(false);
            string?[] chosen = selection.Get<string?>(RephraseSelectionStage.StylesColumn);
            int row = 0;
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(parts[part].Name), cancellationToken).ConfigureAwait(false))
            {
                foreach (Document document in batch)
                {
                    if (chosen[row++] is { } names)
                    {
                        foreach (SegmentRequest segment in Cut(part, document, names))
                        {
                            yield return segment;
                        }
                    }
                }
            }
        }
    }

    private static UInt128 Hash(ReadOnlySpan<byte> text) => ExactHash.Compute(text, TextNormalisation.Letters);

    private IEnumerable<SegmentRequest> Cut(int part, Document document, string names)
    {
        if (heldOut.Count > 0 && heldOut.Contains(Hash(document.Text.Span)))
        {
            return names.Split(',').Select(style => new SegmentRequest(part, Row(document, style, -1, default, SegmentRow.DroppedPrefix + HeldOut), null));
        }

        string text = document.GetTextString();
        return names.Split(',').SelectMany(name => Cut(part, document, text, _styles[name]));
    }

    private IEnumerable<SegmentRequest> Cut(int part, Document document, string text, RephrasingStyle style)
    {
        int index = 0;
        foreach (TextSegment segment in TextSegmenter.Cut(text, style.Segments))
        {
            SegmentRow row = Row(document, style.Name, index++, segment, segment.Dropped is { } reason ? SegmentRow.DroppedPrefix + reason : "");
            yield return new SegmentRequest(part, row, segment.Dropped is null ? Request(style, text.Substring(segment.Start, segment.Length).Trim()) : null);
        }
    }

    private ChatRequest Request(RephrasingStyle style, string segment) => new()
    {
        Model = context.Recipe.Rephrase!.Model,
        System = style.Prompt.System,
        User = style.Prompt.Render(segment),
        MaxTokens = style.MaxOutputTokens,
        Temperature = style.Temperature,
        TopP = style.TopP,
        Seed = (long)(context.Recipe.Seed & int.MaxValue),
    };

    private static SegmentRow Row(Document document, string style, int index, TextSegment segment, string status) => new()
    {
        Parent = document.Id,
        Style = style,
        Index = index,
        Start = segment.Start,
        Length = segment.Length,
        Status = status,
    };
}
