using System.IO.Hashing;
using System.Text;
using DataCuration.Quality.Language;

namespace DataCuration.LanguageModelTrainer;

/// <summary>Reads the sources and writes the model.</summary>
internal static class Training
{
    // A language belongs to a script in which it has at least this share of its letters.
    private const double LeastScriptShare = 0.1;

    // Scripts that one language of the model writes: no statistics needed.
    private static readonly (Script Script, string Language)[] Soles =
    [
        (Script.Bengali, "bn"), (Script.Greek, "el"), (Script.Armenian, "hy"), (Script.Georgian, "ka"), (Script.Gurmukhi, "pa"), (Script.Gujarati, "gu"), (Script.Oriya, "or"),
        (Script.Tamil, "ta"), (Script.Telugu, "te"), (Script.Kannada, "kn"), (Script.Malayalam, "ml"), (Script.Sinhala, "si"), (Script.Thai, "th"), (Script.Lao, "lo"),
        (Script.Tibetan, "bo"), (Script.Myanmar, "my"), (Script.Khmer, "km"), (Script.Thaana, "dv"), (Script.Hangul, "ko"), (Script.Kana, "ja"), (Script.Han, "zh"),
        (Script.Cherokee, "chr"), (Script.Inuktitut, "iu"),
    ];

    public static bool IsHeldBack(LabelledText text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text.Text)) % 5 == 0;

    public static void Run(string lingua, string tatoeba, string udhr, string output, TrainingOptions options)
    {
        ILookup<string, LabelledText> sentences = LabelledText.Read(tatoeba).Where(text => !IsHeldBack(text)).ToLookup(text => text.Language);
        ILookup<string, LabelledText> declarations = LabelledText.Read(udhr).ToLookup(text => text.Language);
        List<(string Tag, GramCounts Counts)> trained = [];
        foreach (LanguageSources source in LanguageSources.Read().Where(source => !Soles.Any(sole => sole.Language == source.Tag)))
        {
            GramCounts counts = source.HasLingua ? LinguaCounts.Read(Path.Combine(lingua, source.Tag)) : new GramCounts();
            IEnumerable<LabelledText> texts = source.Declarations.SelectMany(code => declarations[code]);
            if (!source.HasLingua)
            {
                texts = texts.Concat(source.Sentences.SelectMany(code => sentences[code]));
            }

            foreach (LabelledText text in texts)
            {
                counts.AddText(text.Text, 1);
            }

            trained.Add((source.Tag, counts));
            Console.Error.Write(source.Tag + " ");
        }

        string[] languages = [.. trained.Select(language => language.Tag).Concat(Soles.Select(sole => sole.Language)).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<Script, ushort> soles = Soles.ToDictionary(sole => sole.Script, sole => (ushort)Array.IndexOf(languages, sole.Language));
        List<NGramTable> tables = [];
        foreach (Script script in Enum.GetValues<Script>().Where(script => script != Script.Other && !soles.ContainsKey(script)))
        {
            (ushort, IReadOnlyDictionary<ulong, double>)[] own =
            [
                .. trained.Where(language => ShareOf(language.Counts, script) >= LeastScriptShare)
                    .Select(language => ((ushort)Array.IndexOf(languages, language.Tag), language.Counts.Of(script))),
            ];
            NGramTable table = TableTrainer.Train(script, own, options);
            tables.Add(table);
            Console.Error.WriteLine($"\n{script}: {own.Length} languages, {table.Count} n-grams: {string.Join(' ', own.Select(language => languages[language.Item1]))}");
        }

        using FileStream file = File.Create(output);
        LanguageModelFile.Write(file, new LanguageModel(languages, options.Unit, soles, tables));
        Console.Error.WriteLine($"{languages.Length} languages, {file.Length} bytes");
    }

    private static double ShareOf(GramCounts counts, Script script)
    {
        double all = Enum.GetValues<Script>().Sum(each => counts.Of(each).Values.Sum());
        return all == 0 ? 0 : counts.Of(script).Values.Sum() / all;
    }
}
