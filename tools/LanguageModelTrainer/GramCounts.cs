using DataCuration.Quality.Language;

namespace DataCuration.LanguageModelTrainer;

/// <summary>Counts of n-grams of three and four letters, word borders included, for each script.</summary>
internal sealed class GramCounts
{
    private readonly Dictionary<ulong, double>[] _byScript = [.. Enum.GetValues<Script>().Select(_ => new Dictionary<ulong, double>())];

    public IReadOnlyDictionary<ulong, double> Of(Script script) => _byScript[(int)script];

    public void Add(ulong gram, double count)
    {
        if (ScriptOf(gram) is { } script && script != Script.Other)
        {
            Dictionary<ulong, double> counts = _byScript[(int)script];
            counts[gram] = counts.GetValueOrDefault(gram) + count;
        }
    }

    /// <summary>Counts a text the way the identifier reads it, and the three-letter n-grams beside.</summary>
    public void AddText(string text, double weight)
    {
        ulong gram = LetterTable.Border;
        int symbols = 1;
        foreach (char c in text)
        {
            ushort letter = LetterTable.LetterOf(c);
            if (letter == LetterTable.Border && symbols == 1)
            {
                continue;
            }

            gram = LetterTable.Append(gram, letter);
            symbols++;
            if (symbols >= 4)
            {
                Add(gram, weight);
            }

            if (symbols >= 3)
            {
                Add(gram & 0xFFFF_FFFF_FFFF, weight);
            }

            if (letter == LetterTable.Border)
            {
                gram = LetterTable.Border;
                symbols = 1;
            }
        }
    }

    /// <summary>The one script of an n-gram's letters.</summary>
    public static Script? ScriptOf(ulong gram)
    {
        Script? script = null;
        for (; gram != 0; gram >>= 16)
        {
            ushort letter = (ushort)gram;
            if (letter == LetterTable.Border)
            {
                continue;
            }

            Script own = LetterTable.ScriptOf(letter);
            if (script is { } other && other != own)
            {
                return null;
            }

            script = own;
        }

        return script;
    }
}
