using DataCuration.Documents;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Quality.Selection;

public sealed class GumbelTopKTests
{
    private static readonly DocumentId[] Ids = [.. Enumerable.Range(0, 4).Select(i => DocumentId.Create("s", "f", i))];

    /// <summary>The exact inclusion probabilities of drawing two of four with weights 0.1 to 0.4, one after another without replacement.</summary>
    [Fact]
    public void Two_of_four_are_drawn_with_the_probabilities_of_Plackett_and_Luce()
    {
        const int Draws = 200_000;
        double[] scores = [Math.Log(0.1), Math.Log(0.2), Math.Log(0.3), Math.Log(0.4)];
        int[] drawn = new int[4];
        for (ulong seed = 0; seed < Draws; seed++)
        {
            double[] keys = GumbelTopK.Keys(scores, Ids, 1, seed);
            int[] rows = [0, 1, 2, 3];
            Array.Sort(keys, rows);
            drawn[rows[3]]++;
            drawn[rows[2]]++;
        }

        double[] expected = [0.234524, 0.441270, 0.608333, 0.715873];
        for (int i = 0; i < 4; i++)
        {
            (drawn[i] / (double)Draws).Should().BeApproximately(expected[i], 0.005);
        }
    }

    [Fact]
    public void Temperature_near_zero_is_the_top()
    {
        double[] keys = GumbelTopK.Keys([1, 2, 3, 4], Ids, 1e-6, 7);

        keys.Should().BeInAscendingOrder();
    }

    [Fact]
    public void Key_depends_on_the_document_alone_and_a_missing_score_stays_missing()
    {
        GumbelTopK.Key(2, Ids[1], 1, 3).Should().Be(GumbelTopK.Keys([1, 2, 3, 4], Ids, 1, 3)[1]);
        GumbelTopK.Key(double.NaN, Ids[0], 1, 3).Should().Be(double.NaN);
    }
}
