// URL filter of RefinedWeb (Penedo et al. 2023, arXiv 2306.01116, section G.1) as datatrove 0.10 applies it (url_filter.py), first reason wins:
//   domain               the registered domain is listed;
//   subdomain            the full name is listed;
//   url                  the address is listed, as it is written;
//   hard_blacklisted     one of its words is banned; words are runs of ASCII letters and digits;
//   soft_blacklisted     at least two of its words are on the soft list;
//   blacklisted_subword  a banned part occurs in its lower-cased letters and digits, glued together.
// Lists are lower-cased, but datatrove compares hosts and words as they are written, so that "XXX" in a path passes. That is reproduced when letter case
// counts; otherwise hosts and words are lower-cased first. Whole addresses compare as written either way, because paths are case-sensitive.
using System.Buffers;
using System.Text;

namespace DataCuration.Quality.Rules.Urls;

/// <summary>Judges addresses by lists. Immutable; safe for concurrent use.</summary>
public sealed class UrlFilter
{
    private readonly HashSet<string> _domains;
    private readonly HashSet<string> _urls;
    private readonly HashSet<string> _banned;
    private readonly HashSet<string> _soft;
    private readonly SearchValues<string>? _subwords;
    private readonly int _softThreshold;
    private readonly bool _ignoresCase;

    /// <summary>A filter over lists.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="softThreshold">Soft words that drop an address (datatrove: 2).</param>
    /// <param name="ignoresCase">Hosts and words match in any letter case; false is datatrove.</param>
    public UrlFilter(UrlLists lists, int softThreshold = 2, bool ignoresCase = false)
    {
        ArgumentNullException.ThrowIfNull(lists);
        _ignoresCase = ignoresCase;
        _domains = [.. lists.Domains.Select(line => InCase(line.Trim())).Where(domain => domain.Length > 0)];
        _urls = [.. lists.Urls.Select(line => line.Trim())];
        _banned = [.. lists.BannedWords.Select(Glued)];
        _soft = [.. lists.SoftBannedWords.Select(Glued)];
        string[] subwords = [.. lists.BannedSubwords.Select(Glued).Where(word => word.Length > 0)];
        _subwords = subwords.Length > 0 ? SearchValues.Create(subwords, StringComparison.Ordinal) : null;
        _softThreshold = softThreshold;
    }

    /// <summary>The first reason to drop an address, in datatrove's words; null when it is kept.</summary>
    public string? ReasonFor(string url)
    {
        UrlMatches matches = Match(url);
        return matches.IsDomainListed ? "domain"
            : matches.IsHostListed ? "subdomain"
            : matches.IsUrlListed ? "url"
            : matches.BannedWords > 0 ? "hard_blacklisted"
            : matches.SoftBannedWords >= _softThreshold ? "soft_blacklisted"
            : matches.HasBannedSubword ? "blacklisted_subword"
            : null;
    }

    /// <summary>All that the lists say of an address.</summary>
    public UrlMatches Match(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        string cased = InCase(url);
        HostParts host = PublicSuffixes.Of(cased);
        HashSet<string> words = Words(cased);
        bool isDomainListed = _domains.Contains(host.RegisteredDomain);
        return new UrlMatches(
            isDomainListed,
            !isDomainListed && _domains.Contains(host.FullyQualifiedName),
            _urls.Contains(url),
            words.Count(_banned.Contains),
            words.Count(_soft.Contains),
            _subwords is not null && Glued(url).AsSpan().ContainsAny(_subwords));
    }

    private string InCase(string text) => _ignoresCase ? text.ToLowerInvariant() : text;

    private static HashSet<string> Words(string url)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        int start = 0;
        for (int i = 0; i <= url.Length; i++)
        {
            if (i == url.Length || !char.IsAsciiLetterOrDigit(url[i]))
            {
                if (i > start)
                {
                    words.Add(url[start..i]);
                }

                start = i + 1;
            }
        }

        return words;
    }

    private static string Glued(string text)
    {
        StringBuilder glued = new(text.Length);
        foreach (char unit in text)
        {
            if (char.IsAsciiLetterOrDigit(unit))
            {
                glued.Append(char.ToLowerInvariant(unit));
            }
        }

        return glued.ToString();
    }
}
