using DataCuration.Documents;
using DataCuration.Quality.Selection;

namespace DataCuration.Tests.Quality.Selection;

public sealed class HashSampleTests
{
    private static DocumentId[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => new DocumentId((UInt128)(uint)i * 7919))];

    [Fact]
    public void A_quarter_of_a_million_is_within_four_standard_deviations_and_contains_the_tenth()
    {
        DocumentId[] ids = Ids(1_000_000);
        int quarter = 0;
        bool isNested = true;
        foreach (DocumentId id in ids)
        {
            bool isInQuarter = HashSample.Contains(id, 0.25, 1);
            quarter += isInQuarter ? 1 : 0;
            isNested &= isInQuarter || !HashSample.Contains(id, 0.1, 1);
        }

        quarter.Should().BeInRange(250_000 - (4 * 433), 250_000 + (4 * 433));
        isNested.Should().BeTrue();
    }

    [Fact]
    public void Exact_size_takes_the_same_documents_in_any_order_and_a_smaller_one_a_subset()
    {
        DocumentId[] ids = Ids(1000);
        DocumentId[] reversed = [.. ids.Reverse()];

        HashSet<DocumentId> hundred = [.. HashSample.ExactSize(ids, 100, 5).Select(row => ids[row])];

        hundred.Should().HaveCount(100);
        hundred.SetEquals(HashSample.ExactSize(reversed, 100, 5).Select(row => reversed[row])).Should().BeTrue();
        hundred.IsSupersetOf(HashSample.ExactSize(ids, 30, 5).Select(row => ids[row])).Should().BeTrue();
        HashSample.ExactSize(ids, 5000, 5).Should().HaveCount(1000);
    }
}
