namespace DataCuration.Quality.ImageText;

/// <summary>Why a sample does not pass a filter; several may hold.</summary>
[Flags]
public enum SampleFlaw
{
    /// <summary>It passes.</summary>
    None = 0,

    /// <summary>The caption is not in English.</summary>
    Language = 1,

    /// <summary>Too few words.</summary>
    FewWords = 2,

    /// <summary>Too few characters.</summary>
    FewCharacters = 4,

    /// <summary>The smaller side of the image is too small, or its size is unknown.</summary>
    SmallImage = 8,

    /// <summary>One side is too long for the other.</summary>
    AspectRatio = 16,

    /// <summary>A score is below its minimum, or missing.</summary>
    Minimum = 32,
}
