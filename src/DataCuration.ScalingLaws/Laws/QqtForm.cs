namespace DataCuration.ScalingLaws.Laws;

/// <summary>Where the irreducible loss stands in <see cref="Qqt"/>.</summary>
public enum QqtForm
{
    /// <summary>Outside the product, as the paper writes it.</summary>
    Paper,

    /// <summary>Inside the product, as the authors' code computes it: then it decays with every repetition.</summary>
    AuthorsCode,
}
