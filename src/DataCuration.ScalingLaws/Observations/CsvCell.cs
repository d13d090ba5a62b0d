using System.Text;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>A cell of a line of CSV (RFC 4180, without line breaks inside quotes).</summary>
/// <param name="Text">Its text without quotes and surrounding blanks.</param>
/// <param name="Column">Where it begins in the line, from 1.</param>
internal readonly record struct CsvCell(string Text, int Column)
{
    /// <summary>The cells of a line; null when a quote is not closed.</summary>
    public static CsvCell[]? Split(string line)
    {
        List<CsvCell> cells = [];
        StringBuilder text = new();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !isQuoted))
            {
                cells.Add(new CsvCell(text.ToString().Trim(), start + 1));
                text.Clear();
                start = i + 1;
            }
            else if (line[i] != '"')
            {
                text.Append(line[i]);
            }
            else if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                text.Append('"');
                i++;
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return isQuoted ? null : [.. cells];
    }
}
