namespace ImageTextSample;

/// <summary>A row of metadata.</summary>
internal readonly record struct Sample(string Uid, string Url, string Text, int Width, int Height, float B32, float L14);
