namespace DataCuration.Quality.Rules.Words;

/// <summary>Cuts texts at white space, as Python's <c>str.split</c>. Reuses its memory; single-threaded.</summary>
/// <param name="traitsOf">The traits of a word.</param>
internal sealed class SpaceWords(WordClassifier traitsOf) : IWordSplitter
{
    private const int MaxBytes = 16 << 20;

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; private set; } = new(traitsOf);

    /// <inheritdoc/>
    public void BeginDocument()
    {
        if (Vocabulary.Bytes > MaxBytes)
        {
            Vocabulary = new Vocabulary(traitsOf);
        }
    }

    /// <inheritdoc/>
    public void Split(ReadOnlySpan<byte> text, DocumentWords words)
    {
        words.Begin(Vocabulary);
        for (int i = CharacterTable.SkipSpace(text, 0); i < text.Length;)
        {
            int end = CharacterTable.SkipVisible(text, i);
            ReadOnlySpan<byte> word = text[i..end];
            words.Add(Vocabulary.IdOf(word, ByteTable.Hash(word)), i, isAfterSpace: true);
            i = CharacterTable.SkipSpace(text, end);
        }
    }

    /// <summary>Whether a text has a letter (Python's <c>isalpha</c> of any of its characters).</summary>
    public static bool HasLetter(ReadOnlySpan<byte> word)
    {
        for (int i = 0; i < word.Length;)
        {
            if ((CharacterTable.Decode(word, i, out int length) & CharacterClass.Letter) != 0)
            {
                return true;
            }

            i += length;
        }

        return false;
    }
}
