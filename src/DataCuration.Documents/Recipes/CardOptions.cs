namespace DataCuration.Documents.Recipes;

/// <summary>What only the publisher of a dataset knows: for the front matter of its card (Hugging Face) and its Croissant metadata. A run needs none of it.</summary>
public sealed record CardOptions
{
    /// <summary>What the dataset is, in a sentence; null: its counts.</summary>
    public string? Description { get; init; }

    /// <summary>The licence of the dataset as an SPDX id, for example CC-BY-4.0; null: that of each source.</summary>
    public string? License { get; init; }

    /// <summary>Who made it: a person or an organisation.</summary>
    public string? Creator { get; init; }

    /// <summary>Where it is published, an http or https address.</summary>
    public string? Url { get; init; }

    /// <summary>When it is published, as YYYY-MM-DD. Never taken from the clock: the same recipe gives the same bytes.</summary>
    public string? DatePublished { get; init; }

    /// <summary>Its languages as BCP 47 codes, for example en and de.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
}
