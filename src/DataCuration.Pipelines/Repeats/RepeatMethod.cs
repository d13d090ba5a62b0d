using DataCuration.Deduplication;
using DataCuration.Deduplication.Paragraphs;
using DataCuration.Deduplication.Repeats;
using DataCuration.Deduplication.Substrings;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;

namespace DataCuration.Pipelines.Repeats;

/// <summary>One way of finding repeated text, with its options. Immutable.</summary>
/// <param name="Name">The stage's name: lines, paragraphs or substrings.</param>
/// <param name="Options">Everything that its finds depend on.</param>
/// <param name="AlgorithmVersion">Version of the search.</param>
/// <param name="Action">What happens to what is found.</param>
/// <param name="MaxShare">Documents of which a larger share is found leave.</param>
/// <param name="Scope">What is compared with what.</param>
/// <param name="Create">Makes the search from a folder for working files, the memory it may use and the bytes of text to expect.</param>
internal sealed record RepeatMethod(
    string Name, object Options, string AlgorithmVersion, RepeatAction Action, double MaxShare, RepeatScope Scope, Func<string, long, long, IRepeatedTextSearch> Create)
{
    /// <summary>The names of all methods, in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } = [StageNames.Lines, StageNames.Paragraphs, StageNames.Substrings];

    /// <summary>The rule that takes out a document of which too much is repeated.</summary>
    public string ShareRule => Name + ".maxShare";

    /// <summary>The methods that a recipe asks for.</summary>
    public static IReadOnlyList<RepeatMethod> Of(DeduplicateOptions? options)
    {
        List<RepeatMethod> methods = [];
        if (options?.Lines is { } lines)
        {
            methods.Add(new RepeatMethod(
                StageNames.Lines, lines, RepeatedPieceSearch.AlgorithmVersion, lines.Action, lines.MaxShare, lines.Scope,
                (folder, memory, _) => new RepeatedPieceSearch(lines, folder, memory)));
        }

        if (options?.Paragraphs is { } paragraphs)
        {
            bool isExact = paragraphs.Mode == ParagraphMode.Exact;
            methods.Add(new RepeatMethod(
                StageNames.Paragraphs, paragraphs, isExact ? RepeatedPieceSearch.AlgorithmVersion : SeenParagraphSearch.AlgorithmVersion, paragraphs.Action, paragraphs.MaxShare,
                paragraphs.Scope, (folder, memory, _) => isExact ? new RepeatedPieceSearch(paragraphs, folder, memory) : new SeenParagraphSearch(paragraphs, memory)));
        }

        if (options?.Substrings is { } substrings)
        {
            methods.Add(new RepeatMethod(
                StageNames.Substrings, substrings, RepeatedSpanSearch.AlgorithmVersion, substrings.Action, substrings.MaxShare, RepeatScope.Global,
                (folder, memory, bytes) => new RepeatedSpanSearch(substrings, folder, memory, bytes)));
        }

        return methods;
    }

    /// <summary>The number of a document's scope.</summary>
    public ulong ScopeOf(string source, string? url) => Scope switch
    {
        RepeatScope.Source => DocumentSketcher.ScopeOf("source " + source),
        RepeatScope.Host => DocumentSketcher.ScopeOf(Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? "host " + uri.IdnHost : "source " + source),
        _ => 0,
    };
}
