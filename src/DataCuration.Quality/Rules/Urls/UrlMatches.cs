namespace DataCuration.Quality.Rules.Urls;

/// <summary>What the lists of an <see cref="UrlFilter"/> say of one address.</summary>
/// <param name="IsDomainListed">Its registered domain is listed.</param>
/// <param name="IsHostListed">Its full host name is listed, and is not the registered domain.</param>
/// <param name="IsUrlListed">The address itself is listed.</param>
/// <param name="BannedWords">Distinct banned words in it.</param>
/// <param name="SoftBannedWords">Distinct words of the soft list in it.</param>
/// <param name="HasBannedSubword">A banned part occurs in its letters and digits.</param>
public readonly record struct UrlMatches(bool IsDomainListed, bool IsHostListed, bool IsUrlListed, int BannedWords, int SoftBannedWords, bool HasBannedSubword);
