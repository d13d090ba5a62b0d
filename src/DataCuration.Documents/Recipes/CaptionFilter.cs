namespace DataCuration.Documents.Recipes;

/// <summary>The filters of DataComp that need no image and no embedding.</summary>
public enum CaptionFilter
{
    /// <summary>Every sample (DataComp's no_filter).</summary>
    None,

    /// <summary>The caption is English.</summary>
    English,

    /// <summary>English, more than one word and more than five characters: what the image-based filter asks of captions.</summary>
    Caption,

    /// <summary>English, more than two words, more than five characters, the smaller side at least 200 pixels, the longer one at most three times the shorter.</summary>
    Basic,
}
