using DataCuration.Documents.Diagnostics;
using DataCuration.Quality.FastText;

namespace DataCuration.Quality.Language;

/// <summary>A model of languages, whichever kind of file it came from. Immutable; safe for concurrent use.</summary>
public sealed class LanguageLabels
{
    private const string LabelPrefix = "__label__";

    private readonly LanguageModel? _model;
    private readonly FastTextModel? _fastText;

    private LanguageLabels(LanguageModel? model, FastTextModel? fastText)
    {
        (_model, _fastText) = (model, fastText);
        Languages = model?.Languages ?? [.. fastText!.Labels.Select(WithoutPrefix)];
    }

    /// <summary>The languages that it can answer.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Opens a model; null is the built-in one.</summary>
    /// <exception cref="DiagnosticException">DC1080 or DC1081: no such model.</exception>
    public static LanguageLabels Open(string? path) =>
        path is null ? new LanguageLabels(LanguageModel.BuiltIn, null)
        : LanguageModelFile.IsModel(path) ? new LanguageLabels(LanguageModel.Read(path), null)
        : new LanguageLabels(null, FastTextModel.Read(path));

    /// <summary>A labeller with buffers of its own.</summary>
    public LanguageLabeller CreateLabeller() => _model is not null ? new LanguageLabeller(new LanguageIdentifier(_model)) : new LanguageLabeller(new FastTextPredictor(_fastText!));

    internal static string WithoutPrefix(string label) => label.StartsWith(LabelPrefix, StringComparison.Ordinal) ? label[LabelPrefix.Length..] : label;
}
