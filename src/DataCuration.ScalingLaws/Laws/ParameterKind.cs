namespace DataCuration.ScalingLaws.Laws;

/// <summary>How a search moves a parameter.</summary>
public enum ParameterKind
{
    /// <summary>Above 0: the search moves its logarithm.</summary>
    Positive,

    /// <summary>Below 0: the search moves the logarithm of its negative.</summary>
    Negative,

    /// <summary>A loss that no data removes: between 0 and 98 % of the smallest loss measured.</summary>
    Irreducible,

    /// <summary>Any number.</summary>
    Free,

    /// <summary>Given: the search leaves it at <see cref="LawParameter.Lowest"/>.</summary>
    Fixed,
}
