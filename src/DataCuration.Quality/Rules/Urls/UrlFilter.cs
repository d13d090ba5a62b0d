// URL filter of RefinedWeb (Penedo et al. 2023, arXiv 2306.01116, section G.1) as datatrove 0.10 applies it (url_filter.py), first reason wins:
//   domain               the registered domain is listed;
//   subdomain            the full name is listed;
//   url                  the address is listed, as it is written;
//   hard_blacklisted     one of its words is banned; words are runs of ASCII letters and digits;
//   soft_blacklisted     at least two of its words are on the soft list;
//   blacklisted_subword  a banned part occurs in its lower-cased letters and digits, glued together.
// As in datatrove the two word rules compare as written while the lists are lower-cased, so "XXX" in a path passes them.
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

    /// <summary>A filter over lists.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="softThreshold">Soft words that drop an address (datatrove: 2).</param>
    public UrlFilter(UrlLists lists, int softThreshold = 2)
    {
        ArgumentNullException.ThrowIfNull(lists);
        _domains = [.. lists.Domains.Select(line => line.Trim())];
        _urls = [.. lists.Urls.Select(line => line.Trim())];
        _banned = [.. lists.BannedWords.Select(Glued)];
        _soft = [.. lists.SoftBannedWords.Select(Glued)];
        string[] subwords = [.. lists.BannedSubwords.Select(Glued).Where(word => word.Length > 0)];
        _subwords = subwords.Length > 0 ? SearchValues.Create(subwords, StringComparison.Ordinal) : null;
        _softThreshold = softThreshold;
    }

    /// <summary>The first reason to drop an address; null when it is kept.</summary>
    public string? ReasonFor(string url)
    {
        HostParts host = PublicSuffixes.Of(url);
        if (_domains.Contains(host.RegisteredDomain))
        {
            return "domain";
        }

        if (_domains.Contains(host.FullyQualifiedName))
        {
            return "subdomain";
        }

        if (_urls.Contains(url))
        {
            return "url";
        }

        HashSet<string> words = Words(url);
        if (words.Any(_banned.Contains))
        {
            return "hard_blacklisted";
        }

        if (words.Count(_soft.Contains) >= _softThreshold)
        {
            return "soft_blacklisted";
        }

        return _subwords is not null && Glued(url).AsSpan().ContainsAny(_subwords) ? "blacklisted_subword" : null;
    }

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
