// The Public Suffix List's ICANN section, applied as tldextract 3.1 applies it (which datatrove 0.10 calls): the longest rule wins, found
// from the left; exceptions (!) and wildcards (*) hold; private suffixes such as blogspot.com are no suffixes; labels keep their case.
using System.Globalization;
using System.Net;
using System.Text;

namespace DataCuration.Quality.Rules.Urls;

/// <summary>Cuts hosts at their public suffix. Immutable; safe for concurrent use.</summary>
public static class PublicSuffixes
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Rules = Read().GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly IdnMapping Punycode = new();

    /// <summary>The parts of the host of an address; an address without a scheme is taken to begin with the host.</summary>
    public static HostParts Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        string host = HostOf(url);
        string[] labels = host.Split('.');
        int index = SuffixIndex([.. labels.Select(Decode)]);
        string suffix = string.Join('.', labels[index..]);
        if (suffix.Length == 0 && host.Length > 0 && labels.Length == 4 && IPAddress.TryParse(host, out _))
        {
            return new HostParts("", host, "");
        }

        return index == 0 ? new HostParts("", "", suffix) : new HostParts(string.Join('.', labels[..(index - 1)]), labels[index - 1], suffix);
    }

    private static string HostOf(string url)
    {
        int scheme = url.IndexOf("//", StringComparison.Ordinal);
        bool hasScheme = scheme == 0
            || (scheme > 0 && url[scheme - 1] == ':' && url.AsSpan(0, scheme - 1).IndexOfAnyExcept(SchemeCharacters) < 0);
        string rest = hasScheme ? url[(scheme + 2)..] : url;
        int end = rest.IndexOfAny(['/', '?', '#']);
        string netLocation = end < 0 ? rest : rest[..end];
        netLocation = netLocation[(netLocation.LastIndexOf('@') + 1)..];
        int port = netLocation.IndexOf(':', StringComparison.Ordinal);
        return (port < 0 ? netLocation : netLocation[..port]).Trim().TrimEnd('.');
    }

    private static System.Buffers.SearchValues<char> SchemeCharacters { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>The number of the first label of the suffix; the number of labels when there is none.</summary>
    private static int SuffixIndex(string[] labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            string rest = string.Join('.', labels[i..]);
            if (Rules.Contains("!" + rest))
            {
                return i + 1;
            }

            if (Rules.Contains(rest) || Rules.Contains("*." + string.Join('.', labels[(i + 1)..])))
            {
                return i;
            }
        }

        return labels.Length;
    }

    private static string Decode(string label)
    {
        string lower = label.ToLowerInvariant();
        if (!lower.StartsWith("xn--", StringComparison.Ordinal))
        {
            return lower;
        }

        try
        {
            return Punycode.GetUnicode(lower);
        }
        catch (ArgumentException)
        {
            return lower;
        }
    }

    private static HashSet<string> Read()
    {
        using Stream stream = typeof(PublicSuffixes).Assembly.GetManifestResourceStream("DataCuration.Quality.Rules.Urls.public-suffixes.dat")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        HashSet<string> rules = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("//", StringComparison.Ordinal))
            {
                rules.Add(line);
            }
        }

        return rules;
    }
}
