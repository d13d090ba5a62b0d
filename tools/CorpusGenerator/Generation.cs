using System.Globalization;
using System.Text;

namespace CorpusGenerator;

/// <summary>Writes a corpus as JSONL shards.</summary>
internal static class Generation
{
    public static void Run(SyntheticCorpus corpus, string folder, int shards)
    {
        Directory.CreateDirectory(folder);
        Parallel.For(0, shards, shard =>
        {
            using FileStream file = new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard:D4}.jsonl")), FileMode.Create);
            using BufferedStream stream = new(file, 1 << 20);
            for (long number = corpus.Documents * shard / shards; number < corpus.Documents * (shard + 1) / shards; number++)
            {
                stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},\"source\":\"synthetic\",\"text\":\"")));
                int column = 0;
                foreach (int word in corpus.WordsOf(number))
                {
                    if (column > 0)
                    {
                        stream.WriteByte((byte)' ');
                    }

                    stream.Write(Vocabulary.WordOf(word));
                    column++;
                }

                stream.Write("\"}\n"u8);
            }
        });
    }
}
