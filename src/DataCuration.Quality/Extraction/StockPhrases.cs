using System.Collections.Frozen;

namespace DataCuration.Quality.Extraction;

/// <summary>
/// Short phrases that sites put between the paragraphs of a text, in the languages of most of the web: labels, pointers to other pages,
/// credits of pictures. Compared by letters and digits only, in lower case. None names a site.
/// </summary>
internal static class StockPhrases
{
    private const int LongestPhrase = 40;

    private static readonly FrozenSet<string> Labels = Set(
        """
        advert, advertisement, advertisements, article continues below advertisement, continue reading, comments, comment, leave a comment, share, share this,
        share this article, tweet, email, print, loading, close, caption, read more, click to enlarge, enlarge, follow us, newsletter, top, back to top, next,
        previous, sponsored, sponsored content, save, like this, like, table of contents, contents, tags,
        anzeige, werbung, kommentare, teilen, drucken, mehr, weiterlesen, vergrößern, nach oben, inhaltsverzeichnis, schlagworte, artikel teilen,
        publicidad, comentarios, compartir, imprimir, leer más, publicidade, compartilhar, comentários, leia mais, publicité, partager, commentaires,
        lire la suite, pubblicità, condividi, commenti, reklama, udostępnij, komentarze, advertentie, delen, annons, dela, reklam, paylaş, реклама,
        поделиться, комментарии, 广告, 广告推广, 分享, 評論, 评论, 広告, シェア, 광고, 공유, إعلان, شارك, quảng cáo, chia sẻ
        """);

    private static readonly string[] Pointers = Normalised(
        """
        read also, also read, read more, read next, see also, related, more on, more from, more great, you may also like, you might also like, recommended, up next,
        lesen sie auch, lesen sie dazu, lesen sie mehr, mehr zum thema, mehr zu diesem thema, siehe auch, das könnte dich auch, das könnte sie auch,
        das könnte euch auch, auch interessant, ähnliche artikel, ähnliche themen, weitere artikel, weitere themen, passend dazu, zum thema,
        lea también, lea tambien, lea más, lee también, lee además, le puede interesar, te puede interesar, mirá también, mira también, ver también,
        noticias relacionadas, leia também, leia mais, veja também, saiba mais, lire aussi, à lire aussi, à lire également, voir aussi, sur le même sujet,
        leggi anche, vedi anche, ti potrebbe interessare, czytaj także, czytaj też, czytaj również, zobacz także, zobacz też, zobacz również, lees ook,
        zie ook, läs också, läs mer, les også, læs også, lue myös, čtěte také, přečtěte si také, citește și, olvassa el, διαβάστε επίσης,
        читайте также, смотрите также, по теме, читайте також, ayrıca okuyun, ilgili haberler, đọc thêm, xem thêm, baca juga, 相关阅读, 相关新闻, 延伸阅读, 延伸閱讀,
        相關新聞, 関連記事, あわせて読みたい, 관련기사, 관련 기사, اقرأ أيضا, اقرأ أيضاً, קראו גם
        """);

    private static readonly string[] Credits = List(
        """
        ©, (c), ⓒ, copyright, photo:, photos:, photo by, photo credit, image:, image credit, images:, picture:, credit:, (credit, (photo, foto:, fotos:, bild:,
        bildquelle, bilder:, quelle:, grafik:, crédit, crédits, photo :, foto de, imagen:, fuente:, fonte:, crediti, zdj., zdjęcie:, fot., źródło:, bron:,
        фото:, источник:, kaynak:, 图片来源, 圖片來源, 来源：, 写真：, 사진=, 사진 :
        """);

    /// <summary>The whole text is a label.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) => text.Length <= LongestPhrase && Labels.Contains(Letters(text));

    /// <summary>The text starts as a pointer to another page does.</summary>
    public static bool IsPointer(ReadOnlySpan<char> text)
    {
        string start = Letters(text[..Math.Min(text.Length, LongestPhrase)]);
        return Array.Exists(Pointers, pointer => start.StartsWith(pointer, StringComparison.Ordinal));
    }

    /// <summary>The text starts as the credit of a picture or a notice of rights does.</summary>
    public static bool IsCredit(ReadOnlySpan<char> text)
    {
        foreach (string credit in Credits)
        {
            if (text.StartsWith(credit, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Letters and digits in lower case, one space between words.</summary>
    public static string Letters(ReadOnlySpan<char> text)
    {
        Span<char> letters = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        bool hasSpace = false;
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                if (hasSpace && length > 0)
                {
                    letters[length++] = ' ';
                }

                letters[length++] = char.ToLowerInvariant(c);
                hasSpace = false;
            }
            else
            {
                hasSpace |= char.IsWhiteSpace(c);
            }
        }

        return letters[..length].ToString();
    }

    private static string[] Normalised(string phrases) => [.. List(phrases).Select(phrase => Letters(phrase))];

    private static FrozenSet<string> Set(string phrases) =>
        List(phrases).Select(phrase => Letters(phrase)).ToFrozenSet(StringComparer.Ordinal);

    private static string[] List(string phrases) =>
        [.. phrases.ReplaceLineEndings(" ").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
