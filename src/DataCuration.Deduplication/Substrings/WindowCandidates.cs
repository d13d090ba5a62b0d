using DataCuration.Deduplication.Repeats;

namespace DataCuration.Deduplication.Substrings;

/// <summary>The windows of one text that may be repeated: first unit and hash.</summary>
internal sealed class WindowCandidates : TextFinds
{
    public List<(int Unit, ulong Hash)> Windows { get; } = [];
}
