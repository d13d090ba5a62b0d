namespace DataCuration.Documents.Recipes;

/// <summary>Replaces private data when the dataset is written: by addresses that nobody has, chosen by the hash of document and place.</summary>
public sealed record PrivacyOptions
{
    /// <summary>E-mail addresses.</summary>
    public bool Email { get; init; } = true;

    /// <summary>Public IPv4 addresses; private networks tell nothing of a person and stay.</summary>
    public bool Ip { get; init; } = true;

    /// <summary>Telephone numbers of North America. Off: many other numbers look so.</summary>
    public bool Phone { get; init; }

    /// <summary>Secret keys and tokens of well-known services, and private keys in PEM.</summary>
    public bool Keys { get; init; } = true;

    /// <summary>Documents with more finds are dropped instead; null never drops. Dolma drops above 5.</summary>
    public int? MaxFinds { get; init; }
}
