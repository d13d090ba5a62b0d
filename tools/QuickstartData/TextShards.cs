namespace DataCuration.QuickstartData;

/// <summary>The shards that are plain text: encyclopaedia, manuals, forum and catalogue.</summary>
internal static class TextShards
{
    public static void Write(Corpora corpora, string output)
    {
        Encyclopaedia(corpora, output);
        Manuals(corpora, output);
        Forum(corpora, output);
        Catalogue(corpora, output);
    }

    private static void Encyclopaedia(Corpora corpora, string output)
    {
        using JsonlShard first = new(Path.Combine(output, "encyclopaedia/articles-0.jsonl.gz"));
        using JsonlShard second = new(Path.Combine(output, "encyclopaedia/articles-1.jsonl.gz"));
        using JsonlShard third = new(Path.Combine(output, "encyclopaedia/articles-2.jsonl.zst"));
        foreach (SourceText article in corpora.Read("enwiki-00.jsonl.zst"))
        {
            switch (Corpora.Bucket(article.Id))
            {
                case < 14: first.Add(article); break;
                case < 27: second.Add(article); break;
                case 27 when article.Text.Length is > 3000 and < 6000: second.AddHalf(article); break;
                default: break;
            }
        }

        foreach (SourceText article in corpora.Read("enwiki-01.jsonl.zst").Where(article => Corpora.Bucket(article.Id) < 14))
        {
            third.Add(article);
        }
    }

    private static void Manuals(Corpora corpora, string output)
    {
        using JsonlShard python = new(Path.Combine(output, "manuals/python.jsonl.gz"));
        foreach (SourceText page in Pages(corpora, "python-docs.jsonl.zst", "manuals"))
        {
            python.Add(page with { Url = PythonUrl(page.Id) });
        }

        using JsonlShard debian = new(Path.Combine(output, "manuals/debian-handbook.jsonl.gz"));
        foreach (SourceText page in Pages(corpora, "debian-handbook-en.jsonl.gz", "manuals"))
        {
            debian.Add(page with { Url = HandbookUrl(page.Id) });
        }
    }

    public static IEnumerable<SourceText> Pages(Corpora corpora, string file, string place) =>
        corpora.Read(file).Where(page => page.Text.Length > 200 && Corpora.PlaceOfPage(Corpora.PagePath(page.Id)) == place);

    public static string PythonUrl(string id) => "https://docs.python.org/3.11/" + Corpora.PagePath(id);

    public static string HandbookUrl(string id) => "https://debian-handbook.info/browse/" + Corpora.PagePath(id).Replace("en-US", "stable", StringComparison.Ordinal);

    private static void Forum(Corpora corpora, string output)
    {
        // The text lies in "body" here, so that the recipe has a field to map.
        using JsonlShard posts = new(Path.Combine(output, "forum/coffee.jsonl.gz"));
        foreach (SourceText post in corpora.Read("stackexchange-coffee.jsonl.gz"))
        {
            posts.Add(post, "body");
        }
    }

    private static void Catalogue(Corpora corpora, string output)
    {
        // Runs of neighbours: siblings (-dev, -doc, -common) share paragraphs, which is where natural near-duplicates come from.
        using JsonlShard first = new(Path.Combine(output, "catalogue/packages-0.jsonl.gz"));
        using JsonlShard second = new(Path.Combine(output, "catalogue/packages-1.jsonl.gz"));
        int position = 0;
        foreach (SourceText package in corpora.Read("package-descriptions-en.jsonl.zst"))
        {
            int run = position++ / 400;
            if (run % 8 == 1)
            {
                first.Add(package);
                if (position % 8_000 == 4_000)
                {
                    first.AddHalf(package);
                }
            }
            else if (run % 16 == 5)
            {
                second.Add(package);
            }
        }

        using JsonlShard messages = new(Path.Combine(output, "catalogue/messages.jsonl.gz"));
        foreach (SourceText message in corpora.Read("sms-spam.jsonl.gz"))
        {
            messages.Add(message);
        }
    }
}
