using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.Classifiers;

/// <summary>The user errors of training and loading classifiers.</summary>
internal static class ClassifierDiagnostics
{
    /// <summary>DC1050: a file is no usable quality model.</summary>
    public static DiagnosticException BadModel(string file, string reason) => new(
        Diagnostic.Error("DC1050", $"This file cannot be used as a quality model: {reason}. Delete it and run again; the classifier is trained anew.", file),
        ExitCode.BadInput);

    /// <summary>DC1051: too few labelled documents.</summary>
    public static DiagnosticException TooFewExamples(int positive, int negative, int needed) => new(
        Diagnostic.Error(
            "DC1051",
            $"The quality classifier has {positive} positive and {negative} negative documents with words; it needs at least {needed} of each. "
            + "Name larger sources under quality.classifier.positive and .negative, use fewer folds, or remove the classifier."),
        ExitCode.BadInput);
}
