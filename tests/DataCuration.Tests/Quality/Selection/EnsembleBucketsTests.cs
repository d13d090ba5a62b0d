using DataCuration.Documents;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Quality.Selection;

public sealed class EnsembleBucketsTests
{
    private static readonly DocumentId[] Ids = [.. Enumerable.Range(0, 100).Select(i => DocumentId.Create("s", "f", i))];

    [Fact]
    public void Bucket_is_the_best_of_two_opposite_rankings()
    {
        double[] rising = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        double[] falling = Array.ConvertAll(rising, score => -score);

        int[] buckets = EnsembleBuckets.Assign([rising, falling], Ids, EnsembleBuckets.DefaultCount, 1);

        buckets.Should().Equal(Enumerable.Range(0, 100).Select(i => Math.Max(i / 5, (99 - i) / 5)));
        buckets.Count(bucket => bucket == 19).Should().Be(10);
        buckets.Min().Should().Be(10);
    }

    [Fact]
    public void Missing_score_leaves_the_others_to_decide()
    {
        double[] first = new double[100];
        double[] second = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        Array.Fill(first, double.NaN);
        second[3] = double.NaN;

        int[] buckets = EnsembleBuckets.Assign([first, second], Ids, 20, 1);

        buckets[3].Should().Be(EnsembleBuckets.Unscored);
        buckets[99].Should().Be(19);
        buckets[0].Should().Be(0);
    }

    [Fact]
    public void Ties_are_split_evenly_the_same_way_in_any_order()
    {
        int[] buckets = EnsembleBuckets.Assign([new double[100]], Ids, 20, 1);
        int[] reversed = EnsembleBuckets.Assign([new double[100]], [.. Ids.Reverse()], 20, 1);

        buckets.GroupBy(bucket => bucket).Should().OnlyContain(bucket => bucket.Count() == 5);
        reversed.Reverse().Should().Equal(buckets);
    }
}
