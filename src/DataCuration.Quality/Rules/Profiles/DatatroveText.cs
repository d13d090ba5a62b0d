using System.Text;
using DataCuration.Quality.Rules.English;
using DataCuration.Quality.Rules.Words;

namespace DataCuration.Quality.Rules.Profiles;

/// <summary>The words, sentences and rewritten text of profile datatrove/0.10, for comparing them with datatrove's. Single-threaded.</summary>
public sealed class DatatroveText
{
    private readonly SpacyTokenizer _tokenizer = new();
    private readonly DocumentWords _words = new();
    private readonly C4Lines _c4 = new();

    /// <summary>The words as <c>split_into_words</c> returns them.</summary>
    public IReadOnlyList<string> Words(ReadOnlySpan<byte> utf8)
    {
        Split(utf8);
        string[] words = new string[_words.Count];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Encoding.UTF8.GetString(_words.Vocabulary.Text(_words.Id(i)));
        }

        return words;
    }

    /// <summary>The sentences as <c>split_into_sentences</c> returns them: together they are the text.</summary>
    public IReadOnlyList<string> Sentences(ReadOnlySpan<byte> utf8)
    {
        Split(utf8);
        List<string> sentences = [];
        int start = 0;
        foreach (int cut in SentenceCounter.Cuts(_words).Append(utf8.Length))
        {
            sentences.Add(Encoding.UTF8.GetString(utf8[start..cut]));
            start = cut;
        }

        return sentences;
    }

    /// <summary>The text that C4 leaves of a document that it keeps.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="requireTerminalPunctuation">Drop lines without a final mark (C4 true; FineWeb false).</param>
    public byte[] AfterC4(ReadOnlySpan<byte> utf8, bool requireTerminalPunctuation) => _c4.Rewrite(utf8, requireTerminalPunctuation);

    private void Split(ReadOnlySpan<byte> utf8)
    {
        _tokenizer.BeginDocument();
        _tokenizer.Split(utf8, _words);
    }
}
