using System.Globalization;
using System.Text;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>
/// Measurements as CSV with the columns run, pool, unique_tokens, tokens, value, and optionally seed, weight, model_parameters and series: one row for each run
/// and pool; a mixture has several rows with the same run and value. Tokens and unique tokens have one unit, whichever it is (tokens, samples); the value is a
/// loss (nats a token, bits a byte) or an error in (0, 1). Pure.
/// </summary>
public static class ObservationTable
{
    /// <summary>Reads the table; runs in the order of their first row.</summary>
    /// <param name="text">The CSV.</param>
    /// <param name="fileName">Named in messages.</param>
    /// <param name="columns">Which column holds what; null: each its own name.</param>
    /// <exception cref="DiagnosticException">DC4030: the header or a cell is wrong; all wrong cells at once, with line and column.</exception>
    public static IReadOnlyList<Observation> ParseCsv(string text, string fileName, TableColumns? columns = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        columns ??= TableColumns.Default;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string[] header = [.. (CsvCell.Split(lines[0].TrimStart('\uFEFF')) ?? []).Select(cell => cell.Text)];
        List<Diagnostic> problems = [];
        foreach (string name in TableColumns.Required.Where(name => !columns.IsAbsent(name) && !header.Contains(columns.HeaderOf(name))))
        {
            problems.Add(Diagnostic.Error(
                "DC4030",
                $"The column '{columns.HeaderOf(name)}' is missing; expected the columns {string.Join(", ", TableColumns.Required)} and optionally {string.Join(", ", TableColumns.Optional)}, or other headers mapped to these names.",
                fileName,
                1,
                1));
        }

        foreach (string name in TableColumns.Optional.Where(name => columns.HeaderOf(name) != name && !columns.IsAbsent(name) && !header.Contains(columns.HeaderOf(name))))
        {
            problems.Add(Diagnostic.Error("DC4030", $"The column '{columns.HeaderOf(name)}', mapped to {name}, is missing.", fileName, 1, 1));
        }

        List<Row> rows = [];
        bool isHeaderRight = problems.Count == 0;
        for (int i = 1; i < lines.Length && isHeaderRight; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                ParseRow(lines[i], header, columns, i + 1, fileName, rows, problems);
            }
        }

        if (problems.Count == 0 && rows.Count == 0)
        {
            problems.Add(Diagnostic.Error("DC4030", "The table has no rows; expected one row for each run and pool.", fileName, 1, 1));
        }

        return problems.Count > 0 ? throw new DiagnosticException(problems, ExitCode.BadInput) : Group(rows, fileName);
    }

    /// <summary>Writes the table; model_parameters and series only when a run has them. The same observations give the same text.</summary>
    public static string ToCsv(IReadOnlyList<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        bool hasModels = observations.Any(observation => observation.ModelParameters > 0);
        bool hasSeries = observations.Any(observation => observation.Series is not null);
        StringBuilder csv = new("run,pool,unique_tokens,tokens,value,seed,weight");
        csv.Append(hasModels ? ",model_parameters" : "").Append(hasSeries ? ",series\n" : "\n");
        foreach (Observation observation in observations)
        {
            foreach (PoolExposure exposure in observation.Exposures)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{Quoted(observation.Run)},{Quoted(exposure.Pool)},{exposure.UniqueTokens:R},{exposure.Tokens:R},{observation.Value:R},{observation.Seed},{observation.Weight:R}");
                csv.Append(hasModels ? string.Create(CultureInfo.InvariantCulture, $",{observation.ModelParameters:R}") : "");
                csv.Append(hasSeries ? $",{Quoted(observation.Series ?? observation.Run)}\n" : "\n");
            }
        }

        return csv.ToString();
    }

    private static string Quoted(string name) => name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private static void ParseRow(string text, string[] header, TableColumns columns, int line, string file, List<Row> rows, List<Diagnostic> problems)
    {
        if (CsvCell.Split(text) is not { } cells)
        {
            problems.Add(Diagnostic.Error("DC4030", "A quote is not closed on this line.", file, line, 1));
            return;
        }

        if (cells.Length != header.Length)
        {
            problems.Add(Diagnostic.Error("DC4030", $"The row has {cells.Length} cells; the header has {header.Length}.", file, line, 1));
            return;
        }

        int before = problems.Count;
        double unique = Number("unique_tokens", null);
        double tokens = Number("tokens", null);
        double value = Number("value", null);
        double seed = Number("seed", 1);
        double weight = Number("weight", 1);
        double model = Number("model_parameters", 0);
        if (problems.Count == before)
        {
            string? series = Array.IndexOf(header, columns.HeaderOf("series")) is >= 0 and int at && cells[at].Text.Length > 0 ? cells[at].Text : null;
            rows.Add(new Row(line, Name("run", $"line {line}"), new PoolExposure(Name("pool", "all"), unique, tokens), value, (int)seed, weight, model, series));
        }

        string Name(string name, string missing) => columns.IsAbsent(name) ? missing : cells[Array.IndexOf(header, columns.HeaderOf(name))].Text;

        double Number(string name, double? missing)
        {
            int column = Array.IndexOf(header, columns.HeaderOf(name));
            if (column < 0 && missing is { } fallback)
            {
                return fallback;
            }

            if (double.TryParse(cells[column].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number > 0)
            {
                return number;
            }

            problems.Add(Diagnostic.Error("DC4030", $"'{cells[column].Text}' in column '{header[column]}' is no number above 0.", file, line, cells[column].Column));
            return double.NaN;
        }
    }

    private static IReadOnlyList<Observation> Group(List<Row> rows, string file)
    {
        List<Observation> observations = [];
        foreach (IGrouping<string, Row> run in rows.GroupBy(row => row.Run, StringComparer.Ordinal))
        {
            Row first = run.First();
            if (run.FirstOrDefault(row => row.Value != first.Value) is { } other)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC4030", $"The run '{run.Key}' has two values, {first.Value} (line {first.Line}) and {other.Value}. Rows of one run are the pools of one mixture; give other runs other names.", file, other.Line, 1),
                    ExitCode.BadInput);
            }

            if (run.GroupBy(row => row.Exposure.Pool, StringComparer.Ordinal).FirstOrDefault(rows => rows.Count() > 1) is { } twice)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC4030", $"The run '{run.Key}' lists the pool '{twice.Key}' twice. A run has one row for each pool; give other runs other names.", file, twice.Last().Line, 1),
                    ExitCode.BadInput);
            }

            observations.Add(new Observation { Run = run.Key, Exposures = run.Select(row => row.Exposure).ToArray(), Value = first.Value, Seed = first.Seed, Weight = first.Weight, ModelParameters = first.ModelParameters, Series = first.Series });
        }

        return observations;
    }

    private sealed record Row(int Line, string Run, PoolExposure Exposure, double Value, int Seed, double Weight, double ModelParameters, string? Series);
}
