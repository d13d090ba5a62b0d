namespace DataCuration.Quality.Rules;

/// <summary>All numbers the rules compare, measured once a document. No value is ever NaN.</summary>
public readonly record struct DocumentMetrics
{
    /// <summary>Sizes.</summary>
    public TextMetrics Text { get; init; }

    /// <summary>For <see cref="Documents.Recipes.GopherQualityOptions"/>.</summary>
    public GopherQualityMetrics GopherQuality { get; init; }

    /// <summary>For <see cref="Documents.Recipes.GopherRepetitionOptions"/>.</summary>
    public GopherRepetitionMetrics GopherRepetition { get; init; }

    /// <summary>For <see cref="Documents.Recipes.C4Options"/>.</summary>
    public C4Metrics C4 { get; init; }

    /// <summary>For <see cref="Documents.Recipes.FineWebOptions"/>.</summary>
    public FineWebMetrics FineWeb { get; init; }
}
