namespace DataCuration.Pipelines.Report.Model;

/// <summary>The pools from best to worst by their longest probes.</summary>
/// <param name="Epochs">The length that is compared.</param>
/// <param name="Steps">Each pool against the next one, best first.</param>
/// <param name="Sets">The evaluation sets with their signal over noise; null where the noise was not measured.</param>
/// <param name="Power">In a sentence: the smallest difference that the plan could have shown.</param>
internal sealed record PoolOrderModel(double Epochs, IReadOnlyList<PoolOrderStep> Steps, IReadOnlyList<(string Name, double? Ratio)> Sets, string Power)
{
    /// <summary>What the pools' probes make of questions, set by set; empty when no set has any.</summary>
    public IReadOnlyList<QuestionRow> Questions { get; init; } = [];
}

/// <summary>A pool against the next one.</summary>
/// <param name="Better">The better pool.</param>
/// <param name="Worse">The next one.</param>
/// <param name="Difference">How much higher the worse one's loss is.</param>
/// <param name="Probability">Probability that the better one is better, over seeds and documents.</param>
/// <param name="IsTie">Whether chance alone makes such a difference.</param>
internal sealed record PoolOrderStep(string Better, string Worse, double Difference, double Probability, bool IsTie);

/// <summary>How well the probes of a pool answer a set of questions.</summary>
/// <param name="Set">The set.</param>
/// <param name="Pool">The pool.</param>
/// <param name="BitsPerByte">Bits per byte of the right answers.</param>
/// <param name="ChoiceProbability">Mean probability of the right answer among the choices, by log-likelihoods a byte; null for clozes.</param>
/// <param name="Accuracy">Share of questions whose right answer is the likeliest, by log-likelihoods a byte; null for clozes.</param>
/// <param name="Chance">The accuracy of guessing; null for clozes.</param>
/// <param name="Questions">Questions scored.</param>
internal sealed record QuestionRow(string Set, string Pool, double BitsPerByte, double? ChoiceProbability, double? Accuracy, double? Chance, int Questions);
