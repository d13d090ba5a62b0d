using System.Text;

namespace DataCuration.Tests.Quality.FastText;

/// <summary>Writes small fastText models byte by byte, as fastText's source describes the format. Two dimensions; three words and the end of the line.</summary>
internal sealed record FastTextFile
{
    public int Version { get; init; } = 12;

    public int Model { get; init; } = 3;

    public int Loss { get; init; } = 3;

    public int WordGrams { get; init; } = 1;

    public int Buckets { get; init; }

    public int MinCharacters { get; init; }

    public int MaxCharacters { get; init; }

    public string[] Words { get; init; } = ["</s>", "good", "bad"];

    public (string Label, long Count)[] Labels { get; init; } = [("__label__yes", 30), ("__label__no", 20)];

    public (int Bucket, int Row)[]? KeptBuckets { get; init; }

    /// <summary>Rows of the input: words, then buckets.</summary>
    public float[][] Input { get; init; } = [[0, 0], [1, 0], [0, 1]];

    public float[][] Output { get; init; } = [[2, -1], [-1, 2]];

    /// <summary>Quantise the input: one piece a dimension, codes are numbers of rows, norms apart.</summary>
    public bool IsQuantised { get; init; }

    public string Write(string folder)
    {
        string path = Path.Combine(folder, IsQuantised ? "model.ftz" : "model.bin");
        using BinaryWriter writer = new(File.Create(path));
        foreach (int value in (int[])[793712314, Version, 2, 5, 5, 1, 5, WordGrams, Loss, Model, Buckets, MinCharacters, MaxCharacters, 100])
        {
            writer.Write(value);
        }

        writer.Write(1e-4);
        writer.Write(Words.Length + Labels.Length);
        writer.Write(Words.Length);
        writer.Write(Labels.Length);
        writer.Write(1000L);
        writer.Write((long)(KeptBuckets?.Length ?? -1));
        foreach ((string text, long count, byte type) in Words.Select(word => (word, 10L, (byte)0)).Concat(Labels.Select(label => (label.Label, label.Count, (byte)1))))
        {
            writer.Write(Encoding.UTF8.GetBytes(text));
            writer.Write((byte)0);
            writer.Write(count);
            writer.Write(type);
        }

        foreach ((int bucket, int row) in KeptBuckets ?? [])
        {
            writer.Write(bucket);
            writer.Write(row);
        }

        writer.Write(IsQuantised);
        if (IsQuantised)
        {
            WriteQuantised(writer);
        }
        else
        {
            WriteDense(writer, Input);
        }

        writer.Write(false);
        WriteDense(writer, Output);
        return path;
    }

    private static void WriteDense(BinaryWriter writer, float[][] rows)
    {
        writer.Write((long)rows.Length);
        writer.Write(2L);
        foreach (float value in rows.SelectMany(row => row))
        {
            writer.Write(value);
        }
    }

    // Every row has its own centroid at half its length, and a norm of 2.
    private void WriteQuantised(BinaryWriter writer)
    {
        writer.Write(true);
        writer.Write((long)Input.Length);
        writer.Write(2L);
        writer.Write(Input.Length * 2);
        for (int row = 0; row < Input.Length; row++)
        {
            writer.Write((byte)row);
            writer.Write((byte)row);
        }

        foreach (int value in (int[])[2, 2, 1, 1])
        {
            writer.Write(value);
        }

        for (int piece = 0; piece < 2; piece++)
        {
            for (int code = 0; code < 256; code++)
            {
                writer.Write(code < Input.Length ? Input[code][piece] / 2 : 99f);
            }
        }

        writer.Write(Enumerable.Repeat((byte)7, Input.Length).ToArray());
        foreach (int value in (int[])[1, 1, 1, 1])
        {
            writer.Write(value);
        }

        for (int code = 0; code < 256; code++)
        {
            writer.Write(code == 7 ? 2f : 99f);
        }
    }
}
