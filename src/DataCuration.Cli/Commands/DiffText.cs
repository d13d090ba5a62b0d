using System.Globalization;
using DataCuration.Cli.Display;
using DataCuration.Pipelines.Differences;
using DataCuration.Pipelines.State;

namespace DataCuration.Cli.Commands;

/// <summary>The text of <c>curate diff</c>: only what differs, a line each.</summary>
internal static class DiffText
{
    private const string Nothing = "-";

    public static void Write(TextWriter output, WorkDiffReport report)
    {
        output.WriteLine(report.IsEqual ? $"{report.Before} and {report.After}: no difference" : $"{report.Before} -> {report.After}");
        foreach (WorkDiffReport.OptionChange option in report.Recipe)
        {
            output.WriteLine($"  recipe   {option.Path}: {option.Before ?? Nothing} -> {option.After ?? Nothing}");
        }

        WriteInputs(output, report.Inputs);
        foreach (WorkDiffReport.StageChange stage in report.Stages)
        {
            WriteStage(output, stage);
        }

        WriteDocuments(output, report.Documents);
        foreach (WorkDiffReport.PoolChange pool in report.Pools.Where(pool => pool.Before != pool.After))
        {
            output.WriteLine($"  pool     {pool.Name}: {Change(pool.Before?.Documents, pool.After?.Documents)} documents, {Change(pool.Before?.Tokens, pool.After?.Tokens)} tokens{Scores(pool)}");
        }

        WriteLaw(output, report.Law);
        WriteMix(output, report.Mix);
        if (report.Dataset is { IsEqual: false } dataset)
        {
            string tokens = (dataset.Before?.TrainingTokens ?? 0) + (dataset.After?.TrainingTokens ?? 0) == 0
                ? ""
                : $", {Change(dataset.Before?.TrainingTokens, dataset.After?.TrainingTokens)} training tokens";
            output.WriteLine(
                $"  dataset  {Change(dataset.Before?.Documents, dataset.After?.Documents)} documents{tokens}; {dataset.SameParts} of {dataset.After?.Parts ?? 0} files have the same bytes");
        }
    }

    private static void WriteInputs(TextWriter output, WorkDiffReport.InputChanges inputs)
    {
        foreach ((string what, IReadOnlyList<string> names) in new[] { ("changed", inputs.Changed), ("added", inputs.Added), ("removed", inputs.Removed) })
        {
            foreach (string name in names)
            {
                output.WriteLine($"  input    {name}: {what}");
            }
        }
    }

    private static void WriteStage(TextWriter output, WorkDiffReport.StageChange stage)
    {
        (TaskCounts? before, TaskCounts? after) = (stage.Before, stage.After);
        if (before is null || after is null)
        {
            output.WriteLine($"  stage    {stage.Stage}: only in the {(before is null ? "second" : "first")}");
            return;
        }

        output.WriteLine(
            $"  stage    {stage.Stage}: in {Change(before.In, after.In)}, out {Change(before.Out, after.Out)}, dropped {Change(before.Dropped, after.Dropped)}, "
            + $"quarantined {Change(before.Quarantined, after.Quarantined)}");
        foreach (string reason in before.Reasons.Keys.Union(after.Reasons.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            (long old, long now) = (before.Reasons.GetValueOrDefault(reason), after.Reasons.GetValueOrDefault(reason));
            if (old != now)
            {
                output.WriteLine($"             {reason}: {Change(old, now)}");
            }
        }
    }

    private static void WriteDocuments(TextWriter output, DocumentChanges? documents)
    {
        if (documents is null or { IsEqual: true })
        {
            return;
        }

        (long Count, string What)[] changes =
        [
            (documents.Left, "leave"), (documents.Returned, "come back"), (documents.Added, "are new"), (documents.Removed, "are gone"),
            (documents.Edited, "have another text"), (documents.DroppedOtherwise, "are dropped by other rules"), (documents.Moves.Sum(move => move.Documents), "change the pool"),
        ];
        output.WriteLine(
            $"  kept     {Change(documents.KeptBefore, documents.KeptAfter)} documents: {string.Join(", ", changes.Where(change => change.Count > 0).Select(change => $"{change.Count} {change.What}"))}");
        foreach (DocumentChanges.ReasonChange reason in documents.Reasons)
        {
            output.WriteLine($"  because  {reason.Rule}: {reason.Left} leave, {reason.Returned} come back");
        }

        foreach (DocumentChanges.SourceChange source in documents.Sources.Where(source => source.KeptBefore != source.KeptAfter))
        {
            output.WriteLine($"  source   {source.Name}: {Change(source.KeptBefore, source.KeptAfter)} kept");
        }

        foreach (DocumentChanges.PoolMove move in documents.Moves)
        {
            output.WriteLine($"  moves    {move.From} -> {move.To}: {move.Documents} documents");
        }

        foreach (DocumentChanges.Example example in documents.Examples)
        {
            string fate = example.Pool is { } pool ? $"pool {pool}" : "dropped";
            string rule = example.Rule is null ? "" : $"; {example.Rule}{Number(example.Value, " ")}{Number(example.Threshold, ", threshold ")}";
            output.WriteLine($"  example  {example.Id} ({example.Source}) {example.Kind}: {fate}{rule}");
        }
    }

    private static void WriteLaw(TextWriter output, WorkDiffReport.LawChange? law)
    {
        if (law is null or { IsEqual: true })
        {
            return;
        }

        output.WriteLine($"  law      {law.Before ?? Nothing} -> {law.After ?? Nothing}");
        foreach (WorkDiffReport.ParameterChange parameter in law.Parameters.Where(parameter => parameter.Before != parameter.After))
        {
            output.WriteLine($"             {parameter.Name}: {Text(parameter.Before)} -> {Text(parameter.After)}{(parameter.IsWithinIntervals ? "; each within the other's interval" : "")}");
        }
    }

    private static void WriteMix(TextWriter output, WorkDiffReport.MixChange? mix)
    {
        if (mix is null or { IsEqual: true })
        {
            return;
        }

        (WorkDiffReport.MixSide? before, WorkDiffReport.MixSide? after) = (mix.Before, mix.After);
        output.WriteLine($"  mix      predicted loss {Text(before?.Loss)} -> {Text(after?.Loss)}, {Change(before?.BudgetTokens, after?.BudgetTokens)} tokens, labels [{Labels(before)}] -> [{Labels(after)}]");
        foreach (string pool in (before?.Epochs.Keys ?? []).Union(after?.Epochs.Keys ?? [], StringComparer.Ordinal))
        {
            (double? old, double? now) = (Epochs(before, pool), Epochs(after, pool));
            if (old != now)
            {
                output.WriteLine($"             {pool}: {(old is { } a ? Amounts.Exact(a) : Nothing)} -> {(now is { } b ? Amounts.Exact(b) : Nothing)} epochs");
            }
        }
    }

    private static double? Epochs(WorkDiffReport.MixSide? mix, string pool) => mix is not null && mix.Epochs.TryGetValue(pool, out double epochs) ? epochs : null;

    private static string Labels(WorkDiffReport.MixSide? mix) => string.Join(", ", mix?.Labels ?? []);

    private static string Scores(WorkDiffReport.PoolChange pool) =>
        (pool.Before?.MinScore, pool.Before?.MaxScore) == (pool.After?.MinScore, pool.After?.MaxScore)
            ? ""
            : $", scores {Range(pool.Before)} -> {Range(pool.After)}";

    private static string Range(WorkDiffReport.PoolSize? pool) =>
        pool is { MinScore: { } low, MaxScore: { } high } ? $"{Amounts.Exact(low)}..{Amounts.Exact(high)}" : Nothing;

    private static string Text(WorkDiffReport.Interval? interval) =>
        interval is null ? Nothing : $"{Amounts.Exact(interval.Value)} [{Amounts.Exact(interval.Low)}, {Amounts.Exact(interval.High)}]";

    private static string Number(double? value, string before) => value is { } number ? before + Amounts.Exact(number) : "";

    private static string Change(double? before, double? after) =>
        before == after ? Exactly(before) : $"{Exactly(before)} -> {Exactly(after)}";

    private static string Exactly(double? value) => value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) : Nothing;
}
