using System.Globalization;

namespace DataCuration.ScalingLaws.Tests;

/// <summary>A table of the data folder: rows of cells by column name. No cell of these tables holds a comma but quoted descriptions, which are last or ignored.</summary>
internal static class Table
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", file));
        string[] names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => (IReadOnlyDictionary<string, string>)names.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    public static double[] Numbers(this IReadOnlyDictionary<string, string> row, string column) =>
        [.. row[column].Split(';').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Cells(string line)
    {
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !isQuoted))
            {
                yield return line[start..i].Trim('"');
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }
    }
}
