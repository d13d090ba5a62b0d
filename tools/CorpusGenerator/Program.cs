using System.Globalization;
using CorpusGenerator;

const string Usage = "CorpusGenerator generate DIR DOCUMENTS [SHARDS] [SEED]\nCorpusGenerator evaluate OUTPUT DOCUMENTS [SEED]    (OUTPUT: the folder that curate dedup wrote)\n"
    + "CorpusGenerator embeddings STSB MRPC    (JSON lines, gzip: text, text2, score or label)";
if (args is ["embeddings", var similarities, var paraphrases])
{
    EmbeddingEvaluation.Run(similarities, paraphrases);
    return 0;
}

if (args.Length < 3 || !long.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out long documents))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

switch (args[0])
{
    case "generate":
        int shards = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 16;
        Generation.Run(new SyntheticCorpus(Seed(4), documents), args[1], shards);
        return 0;
    case "evaluate":
        Evaluation.Run(new SyntheticCorpus(Seed(3), documents), args[1], Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

ulong Seed(int index) => args.Length > index ? ulong.Parse(args[index], CultureInfo.InvariantCulture) : 1;
