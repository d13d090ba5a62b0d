using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Which measurements belong together: the points of one training run. They are resampled and left out as one.</summary>
/// <param name="Names">The series, in the order of their first measurement.</param>
/// <param name="Of">The series of each measurement.</param>
internal sealed record SeriesIndex(IReadOnlyList<string> Names, int[] Of)
{
    public static SeriesIndex Create(IReadOnlyList<Observation> observations)
    {
        List<string> names = [];
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        int[] of = new int[observations.Count];
        for (int n = 0; n < of.Length; n++)
        {
            string name = observations[n].Series ?? observations[n].Run;
            if (!indices.TryGetValue(name, out of[n]))
            {
                of[n] = names.Count;
                indices.Add(name, of[n]);
                names.Add(name);
            }
        }

        return new SeriesIndex(names, of);
    }
}
