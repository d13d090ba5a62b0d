using System.Text;
using System.Text.RegularExpressions;

namespace DataCuration.QuickstartData;

/// <summary>
/// Web pages with their navigation as web archives. Exact mirrors, mirrors with another banner and footer, pages in other
/// languages and link-heavy index pages are in it on purpose; the last record of the second archive is cut off.
/// </summary>
internal static partial class WebShards
{
    private const int LargestPageBytes = 130_000;

    public static void Write(Corpora corpora, string packages, string whirlwind, string output)
    {
        List<(string Url, byte[] Html)> pages =
        [
            .. Folder(packages, "python3.11-doc/usr/share/doc/python3.11/html", "https://docs.python.org/3.11/", path => Corpora.PlaceOfPage(path) == "web"),
            .. Handbook(packages, "en-US", "stable", path => Corpora.PlaceOfPage("en-US/" + path) == "web"),
            .. Handbook(packages, "fr-FR", "fr-FR/stable", path => Corpora.Bucket(path) % 12 == 1),
            .. Handbook(packages, "de-DE", "de-DE/stable", path => Corpora.Bucket(path) % 12 == 2),
            .. Handbook(packages, "ja-JP", "ja-JP/stable", path => Corpora.Bucket(path) % 12 == 3),
            .. Folder(packages, "debmake-doc/usr/share/doc/debmake-doc/html", "https://www.debian.org/doc/manuals/debmake-doc/", path => path.EndsWith(".en.html", StringComparison.Ordinal)),
        ];
        using WarcShard first = new(Path.Combine(output, "web/pages-0.warc.gz"), "2024-05-18T01:58:10Z");
        using WarcShard second = new(Path.Combine(output, "web/pages-1.warc.gz"), "2024-05-19T02:11:43Z");
        (string whirlwindUrl, byte[] whirlwindPage) = WhirlwindPage(whirlwind);
        first.AddPage(whirlwindUrl, whirlwindPage, "text/html; charset=UTF-8");
        foreach ((string url, byte[] html) in pages)
        {
            int bucket = Corpora.Bucket(url + "#shard");
            (bucket < 50 ? first : second).AddPage(url, html);
            Uri address = new(url);
            switch (bucket % 10)
            {
                case 0:
                    second.AddPage($"https://mirror.example.net/{address.Host}{address.AbsolutePath}", html);
                    break;
                case 1:
                    second.AddPage($"https://docs.example.org{address.AbsolutePath}", Rebrand(html));
                    break;
                case 2 when bucket < 30:
                    first.AddNotFound($"https://mirror.example.net/old{address.AbsolutePath}");
                    break;
                default:
                    break;
            }
        }

        second.CutEnd(700);
        Wet(corpora, output);
    }

    // The text with its navigation, as a text extractor without boilerplate removal leaves it.
    private static void Wet(Corpora corpora, string output)
    {
        using WarcShard wet = new(Path.Combine(output, "web/pages.warc.wet.gz"), "2024-05-20T03:24:05Z");
        foreach (SourceText page in TextShards.Pages(corpora, "python-docs.jsonl.zst", "wet"))
        {
            wet.AddText(TextShards.PythonUrl(page.Id), page.Text);
        }

        foreach (SourceText page in TextShards.Pages(corpora, "debian-handbook-en.jsonl.gz", "wet"))
        {
            wet.AddText(TextShards.HandbookUrl(page.Id), page.Text);
        }
    }

    private static IEnumerable<(string Url, byte[] Html)> Handbook(string packages, string folder, string address, Func<string, bool> wanted) =>
        Folder(packages, "debian-handbook/usr/share/doc/debian-handbook/html/" + folder, $"https://debian-handbook.info/browse/{address}/", wanted);

    private static IEnumerable<(string Url, byte[] Html)> Folder(string packages, string folder, string address, Func<string, bool> wanted)
    {
        string root = Path.Combine(packages, folder);
        foreach (string file in Directory.EnumerateFiles(root, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (wanted(path) && new FileInfo(file).Length is > 1000 and < LargestPageBytes)
            {
                string html = EmailAddress().Replace(File.ReadAllText(file), "someone@example.org");
                yield return (address + path, Encoding.UTF8.GetBytes(html));
            }
        }
    }

    private static byte[] Rebrand(byte[] html)
    {
        string text = BodyTag().Replace(
            Encoding.UTF8.GetString(html),
            "$0<div class=\"notice\"><p>You are reading an unofficial copy of this manual. It is refreshed once a month and may be out of date.</p></div>",
            1);
        return Encoding.UTF8.GetBytes(text.Replace(
            "</body>", "<div class=\"footer\"><p>Copies are kept here for readers on slow lines.</p></div></body>", StringComparison.Ordinal));
    }

    private static (string Url, byte[] Html) WhirlwindPage(string path)
    {
        byte[] archive = File.ReadAllBytes(path);
        int start = archive.AsSpan().IndexOf("WARC-Type: response"u8);
        int http = start + archive.AsSpan(start).IndexOf("\r\n\r\n"u8) + 4;
        string head = Encoding.UTF8.GetString(archive, start, http - start);
        int length = int.Parse(LengthHeader().Match(head).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        int body = archive.AsSpan(http).IndexOf("\r\n\r\n"u8) + 4;
        return (UriHeader().Match(head).Groups[1].Value, archive.AsSpan(http + body, length - body).ToArray());
    }

    [GeneratedRegex(@"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")]
    private static partial Regex EmailAddress();

    [GeneratedRegex("<body[^>]*>")]
    private static partial Regex BodyTag();

    [GeneratedRegex(@"Content-Length: (\d+)")]
    private static partial Regex LengthHeader();

    [GeneratedRegex(@"WARC-Target-URI: (\S+)")]
    private static partial Regex UriHeader();
}
