namespace DataCuration.Rephrasing.Generation;

/// <summary>Names of failures that are not the server's.</summary>
public static class FailureCodes
{
    /// <summary>The budget had no room.</summary>
    public const string Budget = "budget";
}
