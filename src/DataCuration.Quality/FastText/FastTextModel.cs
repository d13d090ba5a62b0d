using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.FastText;

/// <summary>
/// A supervised model of fastText (<c>.bin</c>, or quantised <c>.ftz</c>): language identifiers such as lid.176, quality classifiers such as DCLM's. Gives the labels and scores that
/// fastText gives. Immutable; safe for concurrent use.
/// </summary>
public sealed class FastTextModel
{
    internal FastTextModel(FastTextArguments arguments, FastTextDictionary dictionary, FastTextMatrix input, FastTextMatrix output)
    {
        Arguments = arguments;
        Dictionary = dictionary;
        Input = input;
        Output = output;
        Tree = arguments.Loss == FastTextLoss.HierarchicalSoftmax ? new LabelTree(dictionary.LabelCounts) : null;
    }

    /// <summary>The labels, in the model's order, with their prefix.</summary>
    public IReadOnlyList<string> Labels => Dictionary.Labels;

    internal FastTextArguments Arguments { get; }

    internal FastTextDictionary Dictionary { get; }

    internal FastTextMatrix Input { get; }

    internal FastTextMatrix Output { get; }

    internal LabelTree? Tree { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="DiagnosticException">DC1081: the file cannot be opened, is no fastText model, not a supervised one, of another version, or cut off.</exception>
    public static FastTextModel Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            return FastTextReader.Read(file);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or OverflowException)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC1081", $"Cannot read a fastText model: {exception.Message} Expected a supervised model of fastText, .bin or .ftz, format 11 or 12; download or train it again.", path),
                ExitCode.BadInput);
        }
    }

    /// <summary>The best labels of a text, the best first. For many texts use one <see cref="FastTextPredictor"/> a thread.</summary>
    /// <param name="utf8">The text; line feeds count as spaces.</param>
    /// <param name="k">At most so many labels, 1 or more.</param>
    public FastTextPrediction[] Predict(ReadOnlySpan<byte> utf8, int k = 1) => new FastTextPredictor(this).Predict(utf8, k).ToArray();
}
