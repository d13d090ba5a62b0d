using DataCuration.Documents;

namespace DataCuration.Pipelines.Differences;

/// <summary>Counts what became of documents, and keeps a few examples. Single-threaded; its result does not depend on the order of the documents.</summary>
internal sealed class DocumentTally(int examplesPerKind)
{
    private static readonly string[] Kinds = ["left", "returned", "edited", "added", "removed"];

    private readonly SortedDictionary<string, (long Before, long After)> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Left, long Returned)> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), long> _moves = [];
    private readonly Dictionary<string, SortedDictionary<DocumentId, DocumentChanges.Example>> _examples = Kinds.ToDictionary(kind => kind, _ => new SortedDictionary<DocumentId, DocumentChanges.Example>());
    private readonly Dictionary<string, long> _counts = Kinds.ToDictionary(kind => kind, _ => 0L);
    private long _before;
    private long _after;
    private long _droppedOtherwise;

    /// <summary>Adds a document as each side has it; null on a side that does not.</summary>
    public void Add(DocumentId id, string source, DocumentState? before, DocumentState? after)
    {
        _before += before is null ? 0 : 1;
        _after += after is null ? 0 : 1;
        (long keptBefore, long keptAfter) = _sources.GetValueOrDefault(source);
        _sources[source] = (keptBefore + (before is { IsKept: true } ? 1 : 0), keptAfter + (after is { IsKept: true } ? 1 : 0));
        switch (before, after)
        {
            case ({ } old, null):
                Note("removed", id, source, old);
                break;
            case (null, { } now):
                Note("added", id, source, now);
                break;
            case ({ } old, { } now):
                AddBoth(id, source, old, now);
                break;
        }
    }

    public DocumentChanges ToChanges() => new()
    {
        Before = _before,
        After = _after,
        KeptBefore = _sources.Values.Sum(source => source.Before),
        KeptAfter = _sources.Values.Sum(source => source.After),
        Added = _counts["added"],
        Removed = _counts["removed"],
        Edited = _counts["edited"],
        Left = _counts["left"],
        Returned = _counts["returned"],
        DroppedOtherwise = _droppedOtherwise,
        Sources = [.. _sources.Select(source => new DocumentChanges.SourceChange(source.Key, source.Value.Before, source.Value.After))],
        Moves = [.. _moves.Select(move => new DocumentChanges.PoolMove(move.Key.From, move.Key.To, move.Value))
            .OrderByDescending(move => move.Documents).ThenBy(move => move.From, StringComparer.Ordinal).ThenBy(move => move.To, StringComparer.Ordinal)],
        Reasons = [.. _reasons.Select(reason => new DocumentChanges.ReasonChange(reason.Key, reason.Value.Left, reason.Value.Returned))],
        Examples = [.. Kinds.SelectMany(kind => _examples[kind].Values)],
    };

    private void AddBoth(DocumentId id, string source, DocumentState before, DocumentState after)
    {
        if (before.TextHash != after.TextHash)
        {
            Note("edited", id, source, after);
        }

        if (before.IsKept && !after.IsKept)
        {
            Note("left", id, source, after);
            foreach (string rule in after.Rules)
            {
                (long left, long returned) = _reasons.GetValueOrDefault(rule);
                _reasons[rule] = (left + 1, returned);
            }
        }
        else if (!before.IsKept && after.IsKept)
        {
            Note("returned", id, source, before with { Pool = after.Pool });
            foreach (string rule in before.Rules)
            {
                (long left, long returned) = _reasons.GetValueOrDefault(rule);
                _reasons[rule] = (left, returned + 1);
            }
        }
        else if (before.IsKept && before.Pool != after.Pool)
        {
            _moves[(before.Pool!, after.Pool!)] = _moves.GetValueOrDefault((before.Pool!, after.Pool!)) + 1;
        }
        else if (!before.IsKept && !before.Rules.SequenceEqual(after.Rules, StringComparer.Ordinal))
        {
            _droppedOtherwise++;
        }
    }

    private void Note(string kind, DocumentId id, string source, DocumentState state)
    {
        _counts[kind]++;
        SortedDictionary<DocumentId, DocumentChanges.Example> examples = _examples[kind];
        examples[id] = new DocumentChanges.Example(kind, id.ToString(), source, state.Pool, state.Rules.FirstOrDefault(), state.Value, state.Threshold);
        if (examples.Count > examplesPerKind)
        {
            examples.Remove(examples.Keys.Last());
        }
    }
}
