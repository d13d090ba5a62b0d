namespace DataCuration.Probes.Models;

/// <summary>The named probe sizes. Head size 32 below h = 192, 64 from there on.</summary>
public static class ModelLadder
{
    /// <summary>All rungs, smallest first. <c>p0</c> is for a smoke run on CPUs; decisions want <c>p10</c> and up.</summary>
    public static IReadOnlyList<ModelShape> Rungs { get; } =
    [
        new("p0", 64, 4, 32, 2048),
        new("p1", 96, 6, 32, 8192),
        new("p3", 128, 8, 32, 8192),
        new("p7", 192, 8, 64, 16384),
        new("p10", 256, 8, 64, 16384),
        new("p34", 384, 12, 64, 32768),
        new("p55", 512, 12, 64, 32768),
        new("p110", 768, 12, 64, 32768),
    ];

    /// <summary>The rung of that name, or null.</summary>
    public static ModelShape? Find(string name) => Rungs.FirstOrDefault(rung => rung.Name == name);
}
