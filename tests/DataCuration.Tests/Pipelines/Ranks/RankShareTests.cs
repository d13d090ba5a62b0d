using DataCuration.Pipelines.Ranks;

namespace DataCuration.Tests.Pipelines.Ranks;

public sealed class RankShareTests
{
    [Fact]
    public void Every_task_has_one_owner_and_shares_differ_by_at_most_one()
    {
        int[] counts = new int[5];
        for (int index = 0; index < 23; index++)
        {
            counts[RankShare.OwnerOf(index, 5)]++;
        }

        counts.Should().Equal(5, 5, 5, 4, 4);
    }

    [Fact]
    public void Task_of_a_rank_that_is_gone_falls_to_the_next_one_that_is_not()
    {
        bool[] gone = [false, true, true, false];

        RankShare.RunnerOf(0, 4, rank => gone[rank]).Should().Be(0);
        RankShare.RunnerOf(1, 4, rank => gone[rank]).Should().Be(3);
        RankShare.RunnerOf(2, 4, rank => gone[rank]).Should().Be(3);
        RankShare.RunnerOf(3, 4, rank => gone[rank]).Should().Be(3);
        RankShare.RunnerOf(6, 4, _ => true).Should().BeNull();
    }

    [Fact]
    public void All_ranks_that_are_left_agree_on_who_takes_over()
    {
        bool[] gone = [false, true, false, true, false];
        for (int index = 0; index < 40; index++)
        {
            int?[] answers = [.. Enumerable.Range(0, 5).Where(rank => !gone[rank]).Select(self => RankShare.RunnerOf(index, 5, rank => rank != self && gone[rank]))];
            answers.Distinct().Should().ContainSingle();
        }
    }
}
