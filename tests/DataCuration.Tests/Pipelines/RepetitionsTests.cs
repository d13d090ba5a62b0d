using DataCuration.Documents;
using DataCuration.Pipelines.Stages.Materialising;

namespace DataCuration.Tests.Pipelines;

public sealed class RepetitionsTests
{
    [Fact]
    public void Of_whole_epochs_gives_every_document_that_many() =>
        Ids(1000).Select(id => Repetitions.Of(id, 3, 1)).Should().AllBeEquivalentTo(3);

    [Fact]
    public void Of_fractional_epochs_gives_the_fraction_one_more()
    {
        int[] repetitions = Ids(20_000).Select(id => Repetitions.Of(id, 2.3, 1)).ToArray();

        repetitions.Should().OnlyContain(value => value == 2 || value == 3);
        repetitions.Average().Should().BeApproximately(2.3, 0.015); // four standard errors of sqrt(.3 * .7 / 20000)
    }

    [Fact]
    public void Of_more_epochs_never_gives_a_document_fewer()
    {
        foreach (DocumentId id in Ids(500))
        {
            int[] rising = Enumerable.Range(0, 40).Select(step => Repetitions.Of(id, step * 0.1, 7)).ToArray();

            rising.Should().BeInAscendingOrder();
        }
    }

    [Fact]
    public void Of_another_seed_chooses_other_documents()
    {
        DocumentId[] ids = Ids(200).ToArray();

        ids.Select(id => Repetitions.Of(id, 0.5, 1)).Should().NotEqual(ids.Select(id => Repetitions.Of(id, 0.5, 2)));
    }

    private static IEnumerable<DocumentId> Ids(int count) => Enumerable.Range(0, count).Select(i => DocumentId.Create("s", "f", i));
}
