namespace DataCuration.Documents.Recipes;

/// <summary>Which rule sets decide, each with its thresholds.</summary>
public sealed record RulesOptions
{
    /// <summary>Gopher's document rules (Rae et al. 2021, arXiv 2112.11446, section A1.1).</summary>
    public GopherQualityOptions? GopherQuality { get; init; }

    /// <summary>Gopher's repetition rules (Rae et al. 2021, table A1).</summary>
    public GopherRepetitionOptions? GopherRepetition { get; init; }

    /// <summary>C4's rules (Raffel et al. 2020, arXiv 1910.10683, section 2.2).</summary>
    public C4Options? C4 { get; init; }

    /// <summary>FineWeb's own rules (Penedo et al. 2024, arXiv 2406.17557, section 3.6).</summary>
    public FineWebOptions? FineWeb { get; init; }
}
