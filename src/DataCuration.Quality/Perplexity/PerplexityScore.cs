namespace DataCuration.Quality.Perplexity;

/// <summary>How a language model takes a text.</summary>
/// <param name="LogProbability">ln of the text's probability.</param>
/// <param name="Words">Words.</param>
/// <param name="Sentences">Lines with a word; the end of each is predicted too.</param>
/// <param name="UnknownWords">Words that the model does not know.</param>
/// <param name="Bytes">UTF-8 bytes of the text.</param>
public readonly record struct PerplexityScore(double LogProbability, int Words, int Sentences, int UnknownWords, int Bytes)
{
    /// <summary>Perplexity a word, ends of sentences counting as words; NaN for a text without words. Lower is closer to the model's text.</summary>
    public double Perplexity => Words == 0 ? double.NaN : Math.Exp(-LogProbability / (Words + Sentences));

    /// <summary>Bits a byte of text: comparable between ways to cut words. NaN for a text without words.</summary>
    public double BitsPerByte => Words == 0 ? double.NaN : BitsPerByteOf(-LogProbability, Bytes);

    /// <summary>Bits a byte from a loss in nats: independent of the tokenizer. Texts join by adding their losses and their bytes.</summary>
    public static double BitsPerByteOf(double nats, long bytes) => nats / Math.Log(2) / bytes;
}
