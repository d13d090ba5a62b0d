namespace DataCuration.Tests.Pipelines.Rephrasing;

/// <summary>Every segment is accounted for. The same over a thousand documents is among the end-to-end tests.</summary>
public sealed class RephraseAccountTests : IDisposable
{
    private readonly RephraseFolder _folder = new(documents: 100, shortest: 250, longest: 450) { Work = "work" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Server_that_answers_has_accepted_texts_in_every_style()
    {
        using RephraseFolder few = new(documents: 30, shortest: 250, longest: 450) { Work = "work" };

        await RephraseAccounting.CalmAsync(few, RephraseAccounting.AllStyles);
    }

    [Fact]
    public Task Server_that_breaks_cuts_and_refuses_at_random_leaves_no_segment_unaccounted() =>
        RephraseAccounting.TroubledAsync(_folder, "easy", "medium", "qa", "wikipedia", "knowledgeList");

    [Fact]
    public Task Used_up_budget_says_what_became_of_every_segment() => RephraseAccounting.CappedAsync(_folder, cap: 40_000, "easy", "wikipedia");
}
