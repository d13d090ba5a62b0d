namespace DataCuration.Deduplication.Repeats;

/// <summary>What a search found in one text, before it knows which of it is repeated.</summary>
public abstract class TextFinds;
