namespace DataCuration.ScalingLaws.Laws;

/// <summary>The laws that can be fitted to a table, by name. Pure.</summary>
public static class LawCatalog
{
    private static readonly (string Name, Func<IReadOnlyList<string>, LossLaw> Create)[] Laws =
    [
        (QqtEffectiveData.Name, pools => new QqtEd(pools)),
        ("qqt", pools => new Qqt(pools)),
        ("qqt-authors-code", pools => new Qqt(pools, QqtForm.AuthorsCode)),
        ("qqt-data", pools => new QqtData(pools)),
        ("power+floor", _ => new PowerWithFloor()),
        ("chinchilla", _ => new Chinchilla()),
        ("overtrain", _ => new Overtrain()),
        ("data-constrained", _ => new DataConstrained()),
        ("half-life", _ => new HalfLifeData()),
        ("overfit-penalty", _ => new OverfitPenalty()),
        ("mixture-repetition", _ => new MixtureRepetition()),
        ("infolaw", _ => new InfoLaw()),
        ("loglinear", pools => new LogLinear(pools)),
        ("effective-mix", pools => new EffectiveMix(pools)),
    ];

    /// <summary>The names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Laws.Select(law => law.Name)];

    /// <summary>A law for the given pools.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="pools">The pools in the order that runs list them; laws that tell no pools apart ignore them.</param>
    /// <exception cref="ArgumentException">There is no such law.</exception>
    public static LossLaw Create(string name, IReadOnlyList<string> pools)
    {
        foreach ((string candidate, Func<IReadOnlyList<string>, LossLaw> create) in Laws)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                return create(pools);
            }
        }

        throw new ArgumentException($"There is no law '{name}'; the laws are {string.Join(", ", Names)}.", nameof(name));
    }
}
