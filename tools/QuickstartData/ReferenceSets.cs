namespace DataCuration.QuickstartData;

/// <summary>Held-out text: no document of these files is in a shard, and none of the tokenizer's is in a reference set.</summary>
internal static class ReferenceSets
{
    private const int SetLength = 450_000;
    private const int TokenizerLengthOfEach = 350_000;

    public static void Write(Corpora corpora, string output)
    {
        Save(output, "encyclopaedia", Take(corpora.Read("enwiki-02.jsonl.zst").Where(article => Corpora.Bucket(article.Id) < 10), SetLength));
        Save(output, "prose", Corpora.ReferenceNovels.SelectMany(name => Take(NovelShards.Passages(corpora.Novel(name)), SetLength / 2)));
        Save(output, "manuals", Take(Manuals(corpora, "reference"), SetLength));
        Save(output, "tokenizer",
        [
            .. Take(corpora.Read("enwiki-02.jsonl.zst").Where(article => Corpora.Bucket(article.Id) is >= 10 and < 20), TokenizerLengthOfEach),
            .. Take(NovelShards.Passages(corpora.Novel(Corpora.TokenizerNovel)), TokenizerLengthOfEach),
            .. Take(Manuals(corpora, "tokenizer"), TokenizerLengthOfEach),
        ]);
    }

    private static IEnumerable<SourceText> Manuals(Corpora corpora, string place) =>
        TextShards.Pages(corpora, "debian-handbook-en.jsonl.gz", place)
            .Concat(TextShards.Pages(corpora, "python-docs.jsonl.zst", place).Where(page => page.Text.Length < 60_000));

    private static IEnumerable<SourceText> Take(IEnumerable<SourceText> texts, int length)
    {
        foreach (SourceText text in texts)
        {
            yield return text;
            length -= text.Text.Length;
            if (length <= 0)
            {
                yield break;
            }
        }
    }

    private static void Save(string output, string name, IEnumerable<SourceText> texts)
    {
        using JsonlShard shard = new(Path.Combine(output, "reference", name + ".jsonl.gz"));
        foreach (SourceText text in texts)
        {
            shard.Add(text);
        }
    }
}
