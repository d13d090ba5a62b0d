using System.Globalization;
using ImageTextSample;

const string Usage = """
    ImageTextSample metadata DIR [SAMPLES] [FILES] [SEED]    metadata as DataComp's, generated
    ImageTextSample curves TABLE FILE                        the published learning curves of four pools, scaled to the sample
    """;
switch (args)
{
    case ["metadata", string folder, .. string[] numbers]:
        int[] values = [.. numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        await MetadataFiles.WriteAsync(folder, Value(values, 0, 10_000), Value(values, 1, 4), (ulong)Value(values, 2, 1));
        return 0;
    case ["curves", string table, string file]:
        PublishedCurves.Write(table, file);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Value(int[] values, int index, int otherwise) => index < values.Length ? values[index] : otherwise;
