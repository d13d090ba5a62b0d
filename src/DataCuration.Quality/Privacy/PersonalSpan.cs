namespace DataCuration.Quality.Privacy;

/// <summary>Private data in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct PersonalSpan(PersonalDataKind Kind, int Start, int Length);
