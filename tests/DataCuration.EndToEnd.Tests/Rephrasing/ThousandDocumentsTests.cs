using DataCuration.Tests.Pipelines.Rephrasing;

namespace DataCuration.EndToEnd.Tests.Rephrasing;

/// <summary>A thousand real documents (each cut after 2,000 characters, for time) through a server that answers and through one that breaks, cuts and refuses at random: every segment is accounted for. The calm server and the used-up budget take a minute each, and hundreds of documents meet both among the unit tests, so here they run where CURATE_TEST_LARGE is set.</summary>
public sealed class ThousandDocumentsTests : IDisposable
{
    private static readonly string[] Styles = ["easy", "qa", "wikipedia", "knowledgeList"];

    private readonly RephraseFolder _folder = new(documents: 1000, longest: 2000) { Work = "work" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Server_that_answers_has_accepted_texts_in_every_style()
    {
        SkipUnlessLarge();
        return RephraseAccounting.CalmAsync(_folder, Styles);
    }

    [Fact]
    public Task Server_that_breaks_cuts_and_refuses_at_random_leaves_no_segment_unaccounted() => RephraseAccounting.TroubledAsync(_folder, Styles);

    [Fact]
    public Task Used_up_budget_says_what_became_of_every_segment()
    {
        SkipUnlessLarge();
        return RephraseAccounting.CappedAsync(_folder, cap: 1_000_000, Styles);
    }

    private static void SkipUnlessLarge() => Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CURATE_TEST_LARGE")), "CURATE_TEST_LARGE is not set.");
}
