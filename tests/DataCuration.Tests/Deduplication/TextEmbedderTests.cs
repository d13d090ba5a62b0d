using System.Text;
using DataCuration.Deduplication.Semantic;

namespace DataCuration.Tests.Deduplication;

public sealed class TextEmbedderTests
{
    private const int Dimensions = 64;

    [Fact]
    public void Texts_embedded_before_change_no_vector()
    {
        // Long texts grow the table, short ones after them clear it; some have characters without spaces, some no word at all.
        Random random = new(11);
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => TextOf(random, words: i % 7 == 0 ? 5000 : i % 5 == 0 ? 0 : random.Next(1, 200)))];
        TextEmbedder used = new(new FeatureFrequencies(), Dimensions);

        foreach (string text in texts)
        {
            VectorOf(used, text).Should().Equal(VectorOf(new TextEmbedder(new FeatureFrequencies(), Dimensions), text));
        }
    }

    [Fact]
    public void Vectors_have_length_1_and_a_text_without_a_word_has_none()
    {
        TextEmbedder embedder = new(new FeatureFrequencies(), Dimensions);

        VectorOf(embedder, "The river rose in spring.").Sum(value => (double)value * value).Should().BeApproximately(1, 1e-6);
        VectorOf(embedder, " ... ").Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Same_words_in_another_case_are_closer_than_other_words()
    {
        TextEmbedder embedder = new(new FeatureFrequencies(), 256);
        float[] river = VectorOf(embedder, "The river rose in spring and flooded the fields of the valley.", 256);

        Cosine(river, VectorOf(embedder, "IN SPRING THE RIVER ROSE, AND THE FIELDS OF THE VALLEY FLOODED.", 256)).Should().BeGreaterThan(0.8);
        Cosine(river, VectorOf(embedder, "Quarterly revenue grew because subscriptions became dearer.", 256)).Should().BeLessThan(0.3);
    }

    private static string TextOf(Random random, int words)
    {
        StringBuilder text = new();
        for (int i = 0; i < words; i++)
        {
            for (int letters = random.Next(1, 9); letters > 0; letters--)
            {
                text.Append(random.Next(40) == 0 ? (char)random.Next(0x4E00, 0x4F00) : (char)random.Next('a', 'z' + 1));
            }

            text.Append(' ');
        }

        return text.ToString();
    }

    private static float[] VectorOf(TextEmbedder embedder, string text, int dimensions = Dimensions)
    {
        float[] vector = new float[dimensions];
        embedder.Embed(Encoding.UTF8.GetBytes(text), vector);
        return vector;
    }

    private static double Cosine(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
