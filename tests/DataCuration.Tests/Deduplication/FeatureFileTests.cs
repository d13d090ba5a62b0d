using DataCuration.Deduplication.Sorting;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class FeatureFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Seeking_forward_gives_the_row_in_any_file_with_and_without_known_places(bool knowsPlaces)
    {
        using TemporaryFolder folder = new();
        int[] counts = [1000, 0, 1, 33, 2500];
        List<FeatureFile> files = [];
        int row = 0;
        foreach (int count in counts)
        {
            using FeatureFileWriter writer = new(Path.Combine(folder.Path, $"{files.Count}.bin"));
            for (int i = 0; i < count; i++, row++)
            {
                writer.Add(RowOf(row));
            }

            FeatureFile file = writer.Complete();
            files.Add(knowsPlaces ? file : file with { Places = [] });
        }

        Random random = new(6);
        for (int run = 0; run < 20; run++)
        {
            using FeatureFileReader reader = new(files, "test");
            int step = 1 + random.Next(run < 10 ? 40 : 1500);
            (int, long, int) remembered = reader.Place;
            int rememberedRow = 0;
            for (int next = random.Next(50); next < row; next += 1 + random.Next(step))
            {
                reader.SeekForward(next);
                if (random.Next(4) == 0)
                {
                    (remembered, rememberedRow) = (reader.Place, next);
                }

                reader.TryRead(out ReadOnlySpan<uint> values).Should().BeTrue();
                values.ToArray().Should().Equal(RowOf(next));
            }

            reader.GoTo(remembered);
            reader.SeekForward(Math.Min(rememberedRow + 3, row - 1));
            reader.TryRead(out ReadOnlySpan<uint> again).Should().BeTrue();
            again.ToArray().Should().Equal(RowOf(Math.Min(rememberedRow + 3, row - 1)));
        }
    }

    [Fact]
    public void A_row_beyond_the_last_is_refused()
    {
        using TemporaryFolder folder = new();
        using FeatureFileWriter writer = new(Path.Combine(folder.Path, "0.bin"));
        writer.Add([1]);
        using FeatureFileReader reader = new([writer.Complete()], "test");

        reader.Invoking(it => it.SeekForward(2)).Should().Throw<InvalidOperationException>().WithMessage("*no row 2*");
    }

    // Some rows are empty, as those of short texts; some are long.
    private static uint[] RowOf(int row) => [.. Enumerable.Range(0, row % 7 == 0 ? 0 : row % 113 == 5 ? 6000 : row % 9).Select(i => (uint)((row * 31) + i))];
}
