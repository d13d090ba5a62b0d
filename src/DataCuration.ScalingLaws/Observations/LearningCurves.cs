using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>
/// Learning curves of pools as CSV with the columns pool, samples_seen, and error or accuracy in (0, 1), and optionally seed: one row for each evaluation. The
/// points of one pool and seed are one training run, so they are resampled and left out together. Pure.
/// </summary>
public static class LearningCurves
{
    private const string Code = "DC4040";

    /// <summary>Reads the curves as observations of errors.</summary>
    /// <param name="text">The CSV.</param>
    /// <param name="fileName">Named in messages.</param>
    /// <param name="poolSizes">For each pool its different samples.</param>
    /// <param name="from">Points of fewer samples are left out, such as those of the learning rate's warm-up.</param>
    /// <exception cref="DiagnosticException">DC4040: the header or a cell is wrong; all wrong cells at once, with line and column.</exception>
    public static IReadOnlyList<Observation> ParseCsv(string text, string fileName, IReadOnlyDictionary<string, double> poolSizes, double from)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(poolSizes);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string[] header = [.. (CsvCell.Split(lines[0].TrimStart('\uFEFF')) ?? []).Select(cell => cell.Text.Trim())];
        Columns columns = new(header);
        if (columns.Problem is { } missing)
        {
            throw new DiagnosticException(Diagnostic.Error(Code, missing, fileName, 1, 1), ExitCode.BadInput);
        }

        List<Diagnostic> problems = [];
        List<Observation> observations = [];
        HashSet<string> runs = new(StringComparer.Ordinal);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0 && Parse(lines[i], i + 1) is { } observation && observation.Tokens >= from)
            {
                observations.Add(observation);
            }
        }

        if (problems.Count == 0 && observations.Count == 0)
        {
            problems.Add(Diagnostic.Error(Code, from > 0 ? FormattableString.Invariant($"No row has {from:R} samples or more.") : "The table has no rows; expected one for each evaluation.", fileName, 1, 1));
        }

        return problems.Count > 0 ? throw new DiagnosticException(problems, ExitCode.BadInput) : observations;

        Observation? Parse(string row, int line)
        {
            if (CsvCell.Split(row) is not { } cells || cells.Length != header.Length)
            {
                problems.Add(Diagnostic.Error(Code, $"The row does not have the {header.Length} cells of the header.", fileName, line, 1));
                return null;
            }

            int before = problems.Count;
            string pool = cells[columns.Pool].Text;
            if (!poolSizes.TryGetValue(pool, out double size))
            {
                problems.Add(Diagnostic.Error(Code, $"There is no pool '{pool}'; there are {string.Join(", ", poolSizes.Keys)}.", fileName, line, cells[columns.Pool].Column));
            }

            double samples = Number(cells[columns.Samples], line, "samples above 0", number => number > 0);
            string unit = columns.IsAccuracy ? "an accuracy between 0 and 1 (17.1 % is 0.171)" : "an error between 0 and 1 (82.9 % is 0.829)";
            double value = Number(cells[columns.Value], line, unit, number => number is > 0 and < 1);
            double seed = columns.Seed < 0 ? 1 : Number(cells[columns.Seed], line, "a whole number above 0", number => number >= 1 && number == Math.Floor(number) && number <= int.MaxValue);
            string series = columns.Seed < 0 ? pool : string.Create(CultureInfo.InvariantCulture, $"{pool}-s{seed}");
            string run = string.Create(CultureInfo.InvariantCulture, $"{series}-{samples:R}");
            if (problems.Count == before && !runs.Add(run))
            {
                problems.Add(Diagnostic.Error(Code, FormattableString.Invariant($"The pool '{pool}' has two values at {samples:R} samples. Give training runs of one pool a seed each, in a column 'seed'."), fileName, line, 1));
            }

            return problems.Count > before
                ? null
                : new Observation { Run = run, Series = series, Exposures = [new PoolExposure(pool, size, samples)], Value = columns.IsAccuracy ? 1 - value : value, Seed = (int)seed };
        }

        double Number(CsvCell cell, int line, string expected, Func<double, bool> suits)
        {
            if (double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && suits(number))
            {
                return number;
            }

            problems.Add(Diagnostic.Error(Code, $"'{cell.Text}' was found where {expected} was expected.", fileName, line, cell.Column));
            return double.NaN;
        }
    }

    private readonly record struct Columns(string[] Header)
    {
        public int Pool => Array.IndexOf(Header, "pool");

        public int Samples => Array.IndexOf(Header, "samples_seen");

        public bool IsAccuracy => Array.IndexOf(Header, "accuracy") >= 0;

        public int Value => IsAccuracy ? Array.IndexOf(Header, "accuracy") : Array.IndexOf(Header, "error");

        public int Seed => Array.IndexOf(Header, "seed");

        public string? Problem =>
            Pool < 0 || Samples < 0 || Value < 0
                ? $"The columns are {string.Join(", ", Header)}; expected pool, samples_seen and error (or accuracy), and optionally seed."
                : IsAccuracy && Array.IndexOf(Header, "error") >= 0 ? "There are both 'error' and 'accuracy'. Keep one." : null;
    }
}
