using System.Globalization;
using System.Text;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>
/// Measurements as CSV with the columns run, pool, unique_tokens, tokens, value, and optionally seed and weight: one row for each run and pool;
/// a mixture has several rows with the same run and value. Pure.
/// </summary>
public static class ObservationTable
{
    private static readonly string[] Required = ["run", "pool", "unique_tokens", "tokens", "value"];

    /// <summary>Reads the table; runs in the order of their first row.</summary>
    /// <exception cref="DiagnosticException">DC4030: the header or a cell is wrong; all wrong cells at once, with line and column.</exception>
    public static IReadOnlyList<Observation> ParseCsv(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string[] header = lines[0].TrimStart('\uFEFF').Split(',').Select(name => name.Trim()).ToArray();
        List<Diagnostic> problems = [];
        foreach (string name in Required.Where(name => !header.Contains(name)))
        {
            problems.Add(Diagnostic.Error("DC4030", $"The column '{name}' is missing; expected the columns {string.Join(", ", Required)} and optionally seed, weight.", fileName, 1, 1));
        }

        List<Row> rows = [];
        bool isHeaderRight = problems.Count == 0;
        for (int i = 1; i < lines.Length && isHeaderRight; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                ParseRow(lines[i].Split(','), header, i + 1, fileName, rows, problems);
            }
        }

        if (problems.Count == 0 && rows.Count == 0)
        {
            problems.Add(Diagnostic.Error("DC4030", "The table has no rows; expected one row for each run and pool.", fileName, 1, 1));
        }

        return problems.Count > 0 ? throw new DiagnosticException(problems, ExitCode.BadInput) : Group(rows, fileName);
    }

    /// <summary>Writes the table with all columns; the same observations give the same text.</summary>
    public static string ToCsv(IReadOnlyList<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        StringBuilder csv = new("run,pool,unique_tokens,tokens,value,seed,weight\n");
        foreach (Observation observation in observations)
        {
            foreach (PoolExposure exposure in observation.Exposures)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{observation.Run},{exposure.Pool},{exposure.UniqueTokens:R},{exposure.Tokens:R},{observation.Value:R},{observation.Seed},{observation.Weight:R}\n");
            }
        }

        return csv.ToString();
    }

    private static void ParseRow(string[] cells, string[] header, int line, string file, List<Row> rows, List<Diagnostic> problems)
    {
        if (cells.Length != header.Length)
        {
            problems.Add(Diagnostic.Error("DC4030", $"The row has {cells.Length} cells; the header has {header.Length}. Quoted cells are not supported.", file, line, 1));
            return;
        }

        int before = problems.Count;
        double unique = Number("unique_tokens", null);
        double tokens = Number("tokens", null);
        double value = Number("value", null);
        double seed = Number("seed", 1);
        double weight = Number("weight", 1);
        if (problems.Count == before)
        {
            rows.Add(new Row(line, Cell("run"), new PoolExposure(Cell("pool"), unique, tokens), value, (int)seed, weight));
        }

        string Cell(string name) => cells[Array.IndexOf(header, name)].Trim();

        double Number(string name, double? missing)
        {
            int column = Array.IndexOf(header, name);
            if (column < 0 && missing is { } fallback)
            {
                return fallback;
            }

            if (double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number > 0)
            {
                return number;
            }

            int at = cells.Take(column).Sum(cell => cell.Length + 1) + 1;
            problems.Add(Diagnostic.Error("DC4030", $"'{cells[column].Trim()}' in column '{name}' is no number above 0.", file, line, at));
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

            observations.Add(new Observation { Run = run.Key, Exposures = run.Select(row => row.Exposure).ToArray(), Value = first.Value, Seed = first.Seed, Weight = first.Weight });
        }

        return observations;
    }

    private sealed record Row(int Line, string Run, PoolExposure Exposure, double Value, int Seed, double Weight);
}
