using System.Security.Cryptography;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;
using DataCuration.Rephrasing.Checks;
using DataCuration.Rephrasing.Segments;
using DataCuration.Rephrasing.Styles;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>From the judged segments of one document in one style to synthetic documents, each with where it comes from in its metadata. Pure.</summary>
internal sealed class SyntheticAssembly(Recipe recipe, RephrasingStyle style, Document parent, string text)
{
    private const double BytesPerToken = 3.5;

    /// <summary>The documents.</summary>
    /// <param name="segments">All segments of the document in this style, in order.</param>
    /// <param name="candidates">Documents that there would be if every check passed.</param>
    public IReadOnlyList<Document> Make(IReadOnlyList<JudgedSegment> segments, out int candidates)
    {
        JudgedSegment[] sent = [.. segments.Where(segment => segment.WasSent)];
        candidates = style.Join == SegmentJoin.Document ? Math.Min(1, sent.Length) : sent.Length;
        if (candidates == 0)
        {
            return [];
        }

        if (style.Join == SegmentJoin.None)
        {
            return [.. sent.Select(segment => segment.Text is { } one ? Create(segment.Row.Index, one, [segment], isPartial: false) : null).OfType<Document>()];
        }

        string? joined = style.AppendsPairsToSource
            ? WithPairs(sent, out bool isPartial)
            : Reassembly.Join([.. sent.Select(segment => segment.Source)], [.. sent.Select(segment => segment.Text)], recipe.Rephrase!.FailedSegments, out isPartial);
        return joined is not null && Create(-1, joined, sent, isPartial) is { } document ? [document] : [];
    }

    /// <summary>The original text and a seeded choice of the pairs of all its segments.</summary>
    private string? WithPairs(JudgedSegment[] segments, out bool isPartial)
    {
        isPartial = segments.Any(segment => segment.Text is null);
        string[] pairs = [.. segments.SelectMany(segment => segment.Text is { } answer ? QuestionAnswerPairs.Parse(answer) : [])];
        if (pairs.Length == 0 || (isPartial && recipe.Rephrase!.FailedSegments == FailedSegmentPolicy.DropDocument))
        {
            return null;
        }

        IEnumerable<string> chosen = QuestionAnswerPairs.Choose(pairs, TokenEstimate.Of(text, BytesPerToken), parent.Id, recipe.Seed);
        return text.Trim() + "\n\n" + string.Join("\n\n", chosen);
    }

    private Document? Create(int index, string content, IReadOnlyList<JudgedSegment> segments, bool isPartial)
    {
        if (TokenEstimate.Of(content, BytesPerToken) < style.MinOutputTokens)
        {
            return null;
        }

        string source = SyntheticNames.Source(style.Name);
        return new Document
        {
            Id = DocumentId.Create(source, parent.Id.ToString(), index),
            Text = Encoding.UTF8.GetBytes(content),
            Source = source,
            Url = parent.Url,
            Date = parent.Date,
            Language = parent.Language,
            Metadata = StateJson.Canonical(new
            {
                parent = parent.Id.ToString(),
                parentSha256 = Convert.ToHexStringLower(SHA256.HashData(parent.Text.Span)),
                style = style.Name,
                prompt = style.Prompt.Id,
                promptSha256 = style.Prompt.Sha256,
                recipe.Rephrase!.Model,
                server = recipe.Rephrase.Server,
                parameters = new { style.Temperature, style.TopP, style.MaxOutputTokens, seed = recipe.Seed & int.MaxValue },
                isPartial,
                segments = segments.Select(segment => new { segment.Row.Start, segment.Row.Length, request = segment.Row.RequestHash, segment.Status }),
            }),
        };
    }
}
