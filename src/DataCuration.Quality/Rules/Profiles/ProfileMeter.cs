namespace DataCuration.Quality.Rules.Profiles;

/// <summary>Measures texts by one profile. Reuses its buffers: one instance a thread, any number of texts.</summary>
public abstract class ProfileMeter
{
    /// <summary>Measures one text. Invalid UTF-8 counts as U+FFFD; no text makes it throw.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="values">One value for each of <see cref="RuleProfile.Columns"/>; none is NaN.</param>
    public abstract void Measure(ReadOnlySpan<byte> utf8, Span<double> values);
}
