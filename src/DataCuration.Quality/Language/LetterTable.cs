using System.Runtime.CompilerServices;

namespace DataCuration.Quality.Language;

/// <summary>
/// What language identification sees of a character: its letter in lower case as 16 bits, and its script. Everything that is no letter (marks,
/// digits, punctuation) is a border of words. Letters above U+FFFF are taken for borders, ideographs excepted.
/// </summary>
internal static class LetterTable
{
    /// <summary>What stands before and behind a word.</summary>
    public const ushort Border = ' ';

    private static readonly ushort[] Letters = BuildLetters();
    private static readonly Script[] Scripts = BuildScripts();

    /// <summary>The letter in lower case; <see cref="Border"/> for what is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort LetterOf(int codePoint) => (uint)codePoint < 0x10000 ? Letters[codePoint] : codePoint is >= 0x20000 and < 0x33480 ? (ushort)0x4E00 : Border;

    /// <summary>The script of what <see cref="LetterOf"/> returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Script ScriptOf(ushort letter) => Scripts[letter];

    /// <summary>The next n-gram of up to four letters: the newest in the lowest 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Append(ulong gram, ushort letter) => (gram << 16) | letter;

    private static ushort[] BuildLetters()
    {
        ushort[] letters = new ushort[0x10000];
        for (int c = 0; c < letters.Length; c++)
        {
            letters[c] = char.IsLetter((char)c) ? char.ToLowerInvariant((char)c) : Border;
        }

        return letters;
    }

    private static Script[] BuildScripts()
    {
        Script[] scripts = new Script[0x10000];
        foreach ((int first, int last, Script script) in ScriptRanges.All)
        {
            scripts.AsSpan(first, last - first + 1).Fill(script);
        }

        return scripts;
    }
}
