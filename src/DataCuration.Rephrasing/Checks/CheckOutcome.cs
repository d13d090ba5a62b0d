namespace DataCuration.Rephrasing.Checks;

/// <summary>What became of one check of one output.</summary>
public enum CheckOutcome
{
    /// <summary>Measured, and good enough.</summary>
    Passed,

    /// <summary>Measured, and the reason why the output is filtered.</summary>
    Failed,

    /// <summary>Measured; there is no threshold that would filter by it.</summary>
    Measured,

    /// <summary>It cannot be measured on this text: no capitals in its script, a source whose language is not clear.</summary>
    NotApplicable,

    /// <summary>Nobody gave what it measures with: no classifier, no embedding. This is no pass.</summary>
    NotRun,

    /// <summary>An earlier check failed.</summary>
    NotReached,
}
