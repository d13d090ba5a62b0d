using DataCuration.Documents.Diagnostics;

namespace DataCuration.Quality.Language;

/// <summary>
/// What the n-grams of each script say about its languages. Immutable; safe for concurrent use. What trained the built-in one is in docs/language.md.
/// </summary>
public sealed class LanguageModel
{
    private const string Resource = "DataCuration.Quality.Language.languages.dcli";

    private static readonly Lazy<LanguageModel> LazyBuiltIn = new(ReadBuiltIn);

    private readonly NGramTable?[] _byScript;

    internal LanguageModel(IReadOnlyList<string> languages, float unit, IReadOnlyDictionary<Script, ushort> soleLanguages, IReadOnlyList<NGramTable> tables)
    {
        Languages = languages;
        Unit = unit;
        SoleLanguages = soleLanguages;
        Tables = tables;
        _byScript = new NGramTable?[Enum.GetValues<Script>().Length];
        foreach (NGramTable table in tables)
        {
            _byScript[(int)table.Script] = table;
        }
    }

    /// <summary>The model that the package brings.</summary>
    public static LanguageModel BuiltIn => LazyBuiltIn.Value;

    /// <summary>The languages, in the model's order: ISO 639-1 where it exists, else ISO 639-3.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The log-probability (nats) that one unit of a weight stands for.</summary>
    internal float Unit { get; }

    /// <summary>Scripts that only one language of the model writes.</summary>
    internal IReadOnlyDictionary<Script, ushort> SoleLanguages { get; }

    /// <summary>Scripts of several languages.</summary>
    internal IReadOnlyList<NGramTable> Tables { get; }

    /// <summary>Reads a model that the trainer wrote.</summary>
    /// <exception cref="DiagnosticException">DC1080: no such model, another version or a damaged file.</exception>
    public static LanguageModel Read(string path)
    {
        try
        {
            return LanguageModelFile.Read(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC1080", $"Cannot read a language model: {exception.Message}. Give a model that the trainer of this version wrote, or none for the built-in one.", path), ExitCode.BadInput);
        }
    }

    internal NGramTable? TableOf(Script script) => _byScript[(int)script];

    private static LanguageModel ReadBuiltIn()
    {
        using Stream stream = typeof(LanguageModel).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the package lacks {Resource}");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return LanguageModelFile.Read(bytes);
    }
}
