namespace DataCuration.Tests.Formats.Fuzz;

/// <summary>Each format, damaged with seeds from 0 on, is read without a crash, a hang, a lost record or unbounded memory.</summary>
public sealed class ReaderFuzzTests
{
    private const int SeedsPerFile = 40;

    [Fact]
    public async Task Damaged_files_of_every_format_keep_the_promises()
    {
        foreach ((string name, byte[] content) in await FuzzFiles.AllAsync())
        {
            for (int seed = 0; seed < SeedsPerFile; seed++)
            {
                (await ReaderFuzz.CheckAsync(Mutator.Mutate(content, seed), TestContext.Current.CancellationToken)).Should().BeNull($"{name}, seed {seed}");
            }
        }
    }
}
