using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataCuration.Pipelines.Report.Html;

/// <summary>
/// Writes markup from interpolated strings: the literal parts are markup, every hole is escaped. There is no way to write
/// a value unescaped but through <see cref="Markup"/>. Single-threaded.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _output = new();

    /// <summary>Writes the markup.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Interpolation markup) => _ = markup;

    /// <summary>Writes the markup and a line feed.</summary>
    public void WriteLine([InterpolatedStringHandlerArgument("")] ref Interpolation markup)
    {
        _ = markup;
        _output.Append('\n');
    }

    /// <summary>What was written.</summary>
    public Markup ToMarkup() => new(_output.ToString());

    /// <summary>The escaping half of an interpolated string. Numbers are written in the invariant culture.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Interpolation
    {
        private readonly StringBuilder _output;

        /// <summary>Called by the compiler.</summary>
        public Interpolation(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _output = writer._output;
            _output.EnsureCapacity(_output.Length + literalLength + (formattedCount * 8));
        }

        /// <summary>Markup as written in the source code.</summary>
        public void AppendLiteral(string value) => _output.Append(value);

        /// <summary>Text, escaped.</summary>
        public void AppendFormatted(string? value) => HtmlText.AppendEscaped(_output, value);

        /// <summary>Markup, as it is.</summary>
        public void AppendFormatted(Markup value) => _output.Append(value.Value);

        /// <summary>An integer in plain digits.</summary>
        public void AppendFormatted(int value) => _output.Append(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>A drawing coordinate: at most two decimals.</summary>
        public void AppendFormatted(double value) => _output.Append((Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));
    }
}
