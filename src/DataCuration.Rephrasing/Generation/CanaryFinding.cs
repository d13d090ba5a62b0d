namespace DataCuration.Rephrasing.Generation;

/// <summary>What the canary shows.</summary>
public enum CanaryFinding
{
    /// <summary>The model saw the whole prompt and follows instructions.</summary>
    Passed,

    /// <summary>The start or the end of the prompt did not reach the model.</summary>
    Truncated,

    /// <summary>The model repeated neither word: a wrong chat template, or a model that does not follow instructions.</summary>
    NoEcho,

    /// <summary>The model writes its reasoning into the answer, which is paid for and thrown away.</summary>
    Thinks,
}
