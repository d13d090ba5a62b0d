namespace DataCuration.Pipelines.State;

/// <summary>What went through a task. <c>In = Out + Dropped + Quarantined</c> is checked after every stage.</summary>
public sealed record TaskCounts
{
    /// <summary>Records or documents read.</summary>
    public long In { get; init; }

    /// <summary>Documents that go on.</summary>
    public long Out { get; init; }

    /// <summary>Documents that a rule took out; each has a ledger row.</summary>
    public long Dropped { get; init; }

    /// <summary>Records that could not be read; each has a quarantine row.</summary>
    public long Quarantined { get; init; }

    /// <summary>Records that hold no document, such as WARC requests; counted apart.</summary>
    public long Skipped { get; init; }

    /// <summary>UTF-8 bytes of the text that goes on.</summary>
    public long TextBytes { get; init; }

    /// <summary>Tokens of the text that goes on, where the stage knows them.</summary>
    public long Tokens { get; init; }

    /// <summary>Tokens with repetitions, where the stage repeats documents.</summary>
    public long TrainingTokens { get; init; }

    /// <summary>The reasons for what was dropped, quarantined or skipped, with their counts.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Sums over tasks; reasons are added by name.</summary>
    public static TaskCounts Sum(IEnumerable<TaskCounts> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
        TaskCounts total = new();
        foreach (TaskCounts counts in all)
        {
            foreach ((string reason, long count) in counts.Reasons)
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + count;
            }

            total = total with
            {
                In = total.In + counts.In,
                Out = total.Out + counts.Out,
                Dropped = total.Dropped + counts.Dropped,
                Quarantined = total.Quarantined + counts.Quarantined,
                Skipped = total.Skipped + counts.Skipped,
                TextBytes = total.TextBytes + counts.TextBytes,
                Tokens = total.Tokens + counts.Tokens,
                TrainingTokens = total.TrainingTokens + counts.TrainingTokens,
            };
        }

        return total with { Reasons = reasons };
    }
}
