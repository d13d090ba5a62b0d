namespace DataCuration.Pipelines.Ranks;

/// <summary>Who runs which task. Pure.</summary>
internal static class RankShare
{
    /// <summary>The rank that a stage's task belongs to: tasks are dealt out like cards, in the order of their keys.</summary>
    public static int OwnerOf(int index, int world) => index % world;

    /// <summary>The rank that runs a task now: its owner, or the next one in the circle that is not gone; null when all are gone.</summary>
    public static int? RunnerOf(int index, int world, Func<int, bool> isGone)
    {
        int owner = OwnerOf(index, world);
        for (int step = 0; step < world; step++)
        {
            int candidate = (owner + step) % world;
            if (!isGone(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
