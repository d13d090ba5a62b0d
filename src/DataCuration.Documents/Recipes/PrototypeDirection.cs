namespace DataCuration.Documents.Recipes;

/// <summary>Which documents a selection by distance keeps.</summary>
public enum PrototypeDirection
{
    /// <summary>Those near the middle: the easy ones.</summary>
    Near,

    /// <summary>Those far from it: the hard ones.</summary>
    Far,

    /// <summary>Those between: equal shares of the nearest and the farthest go.</summary>
    Middle,
}
