using System.Text;
using DataCuration.Documents;
using DataCuration.Quality.Classifiers;

namespace DataCuration.Tests.Quality.Classifiers;

/// <summary>Texts over two vocabularies, made from a seed.</summary>
internal static class ToyCorpus
{
    /// <summary>Texts of 30 words; a share of the words comes from a vocabulary that both labels use, a share of the labels is flipped.</summary>
    public static List<LabelledText> Make(int perSide, double sharedWords = 0.5, double flippedLabels = 0)
    {
        List<LabelledText> texts = [];
        for (int i = 0; i < 2 * perSide; i++)
        {
            DocumentId id = DocumentId.Create("toy", "texts", i);
            bool isPositive = i % 2 == 0;
            StringBuilder text = new();
            for (ulong word = 0; word < 30; word++)
            {
                bool isShared = StableHash.UnitOf(id, 100 + word) < sharedWords;
                text.Append(isShared ? "shared" : isPositive ? "good" : "bad").Append(StableHash.Of(id, 200 + word) % 40).Append(' ');
            }

            bool isFlipped = StableHash.UnitOf(id, 99) < flippedLabels;
            texts.Add(new LabelledText(id, isPositive != isFlipped, Encoding.UTF8.GetBytes(text.ToString())));
        }

        return texts;
    }
}
