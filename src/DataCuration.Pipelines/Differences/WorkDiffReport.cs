using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Differences;

/// <summary>What changed from one work directory (before) to another (after).</summary>
public sealed record WorkDiffReport
{
    /// <summary>The first work directory, absolute.</summary>
    public required string Before { get; init; }

    /// <summary>The second.</summary>
    public required string After { get; init; }

    /// <summary>True when nothing differs.</summary>
    public required bool IsEqual { get; init; }

    /// <summary>Options of the recipe that differ, defaults applied, in the order of their paths.</summary>
    public required IReadOnlyList<OptionChange> Recipe { get; init; }

    /// <summary>Files that were read, by content.</summary>
    public required InputChanges Inputs { get; init; }

    /// <summary>Stages whose counts differ, in the order of the flow.</summary>
    public required IReadOnlyList<StageChange> Stages { get; init; }

    /// <summary>Documents by id; null when one side has not decided about them yet.</summary>
    public required DocumentChanges? Documents { get; init; }

    /// <summary>All pools of both sides; empty when neither has any.</summary>
    public required IReadOnlyList<PoolChange> Pools { get; init; }

    /// <summary>The laws; null when neither side has one.</summary>
    public required LawChange? Law { get; init; }

    /// <summary>The mixes; null when neither side has one.</summary>
    public required MixChange? Mix { get; init; }

    /// <summary>The datasets; null when neither side has one.</summary>
    public required DatasetChange? Dataset { get; init; }

    /// <summary>An option.</summary>
    /// <param name="Path">For example <c>quality.rules.gopherQuality.minWords</c>; members of a list by their name or number in brackets.</param>
    /// <param name="Before">JSON; null when the side has no such option.</param>
    /// <param name="After">The same.</param>
    public sealed record OptionChange(string Path, string? Before, string? After);

    /// <summary>The files that stages read from outside the work directory.</summary>
    /// <param name="Same">Files of equal content.</param>
    /// <param name="Changed">Files of the same name with other content.</param>
    /// <param name="Added">Files that only the second side read.</param>
    /// <param name="Removed">Files that only the first side read.</param>
    public sealed record InputChanges(int Same, IReadOnlyList<string> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);

    /// <summary>The counts of a stage; null on a side without it.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="Before">Sums over its tasks.</param>
    /// <param name="After">The same.</param>
    public sealed record StageChange(string Stage, TaskCounts? Before, TaskCounts? After);

    /// <summary>A pool; null on a side without it.</summary>
    /// <param name="Name">The pool.</param>
    /// <param name="Before">Its size.</param>
    /// <param name="After">The same.</param>
    public sealed record PoolChange(string Name, PoolSize? Before, PoolSize? After);

    /// <summary>A pool's size and scores.</summary>
    /// <param name="Documents">Documents.</param>
    /// <param name="Tokens">Unique tokens.</param>
    /// <param name="MinScore">The lowest score; null without scores.</param>
    /// <param name="MaxScore">The highest score.</param>
    public sealed record PoolSize(long Documents, double Tokens, double? MinScore, double? MaxScore);

    /// <summary>The laws.</summary>
    /// <param name="Before">The first side's law; null without one.</param>
    /// <param name="After">The second's.</param>
    /// <param name="Parameters">The parameters of both.</param>
    public sealed record LawChange(string? Before, string? After, IReadOnlyList<ParameterChange> Parameters)
    {
        /// <summary>True when both sides have the same law.</summary>
        public bool IsEqual => Before == After && Parameters.All(parameter => parameter.Before == parameter.After);
    }

    /// <summary>A parameter; null on a side without it.</summary>
    /// <param name="Name">For example <c>halfLife[q1]</c>.</param>
    /// <param name="Before">The value with its interval.</param>
    /// <param name="After">The same.</param>
    /// <param name="IsWithinIntervals">True when each value lies in the other's interval: then the measurements do not tell them apart.</param>
    public sealed record ParameterChange(string Name, Interval? Before, Interval? After, bool IsWithinIntervals);

    /// <summary>A value between its 5th and 95th percentile over resamples.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Low">The 5th percentile.</param>
    /// <param name="High">The 95th percentile.</param>
    public sealed record Interval(double Value, double Low, double High)
    {
        internal bool Holds(double value) => value >= Low && value <= High;
    }

    /// <summary>The mixes.</summary>
    /// <param name="Before">The first side's; null without one.</param>
    /// <param name="After">The second's.</param>
    public sealed record MixChange(MixSide? Before, MixSide? After)
    {
        /// <summary>True when both sides have the same mix.</summary>
        public bool IsEqual => Before is null || After is null
            ? Before is null && After is null
            : Before with { Epochs = After.Epochs, Labels = After.Labels } == After && Before.Epochs.SequenceEqual(After.Epochs) && Before.Labels.SequenceEqual(After.Labels, StringComparer.Ordinal);
    }

    /// <summary>A mix.</summary>
    /// <param name="BudgetTokens">Training tokens.</param>
    /// <param name="Loss">The predicted loss.</param>
    /// <param name="ProbabilityBest">Share of the resampled laws under which it beats all baselines.</param>
    /// <param name="Epochs">Epochs of each pool.</param>
    /// <param name="Labels">What limits it.</param>
    public sealed record MixSide(double BudgetTokens, Interval Loss, double ProbabilityBest, IReadOnlyDictionary<string, double> Epochs, IReadOnlyList<string> Labels);

    /// <summary>The datasets; null on a side without one.</summary>
    /// <param name="Before">The first side's.</param>
    /// <param name="After">The second's.</param>
    /// <param name="SameParts">Parts of equal bytes on both sides.</param>
    public sealed record DatasetChange(DatasetSize? Before, DatasetSize? After, int SameParts)
    {
        /// <summary>True when both sides have the same dataset, byte by byte.</summary>
        public bool IsEqual => Before == After && (Before is null || Before.Parts == SameParts);
    }

    /// <summary>A dataset's size.</summary>
    /// <param name="Parts">Files.</param>
    /// <param name="Documents">Documents.</param>
    /// <param name="UniqueTokens">Their tokens.</param>
    /// <param name="TrainingTokens">Their tokens times repetitions.</param>
    public sealed record DatasetSize(int Parts, long Documents, long UniqueTokens, long TrainingTokens);
}
