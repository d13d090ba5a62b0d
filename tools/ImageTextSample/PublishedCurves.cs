using System.Globalization;

namespace ImageTextSample;

/// <summary>
/// The learning curves that the authors of the filtering laws measured on pools of DataComp medium (tests/DataCuration.ScalingLaws.Tests/data, MIT), for the four best tenths by CLIP score.
/// Samples are divided by 12,800, so that a pool of 12.8 M samples is one of 1,000 as in the generated metadata; epochs and accuracies are as published.
/// </summary>
internal static class PublishedCurves
{
    private const double Scale = 12_800;

    private static readonly (string Published, string Pool)[] Pools =
        [("clipbucket_top10p", "q1"), ("clipbucket_10p_to_20p", "q2"), ("clipbucket_20p_to_30p", "q3"), ("clipbucket_30p_to_40p", "q4")];

    public static void Write(string table, string file)
    {
        string[][] rows = [.. File.ReadLines(table).Select(line => line.Split(','))];
        int pool = Array.IndexOf(rows[0], "pool"), samples = Array.IndexOf(rows[0], "samples_seen"), accuracy = Array.IndexOf(rows[0], "imagenet_top1_acc");
        IEnumerable<string> lines = Pools.SelectMany(name => rows.Where(row => row[pool] == name.Published)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{name.Pool},{double.Parse(row[samples], CultureInfo.InvariantCulture) / Scale:0.###},{row[accuracy]}")));
        File.WriteAllText(file, string.Join('\n', lines.Prepend("pool,samples_seen,accuracy")) + "\n");
    }
}
