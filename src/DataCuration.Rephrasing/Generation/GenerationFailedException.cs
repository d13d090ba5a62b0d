namespace DataCuration.Rephrasing.Generation;

/// <summary>A request that was not answered.</summary>
public sealed class GenerationFailedException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="code">A short name of the reason, for counting: <c>http-422</c>, <c>timeout</c>, <c>connection</c>, …</param>
    /// <param name="message">What the server said, without secrets.</param>
    /// <param name="attempts">Calls that were made.</param>
    /// <param name="isDeterministic">The same request would fail again: it may be remembered.</param>
    public GenerationFailedException(string code, string message, int attempts, bool isDeterministic)
        : base(message) => (Code, Attempts, IsDeterministic) = (code, attempts, isDeterministic);

    /// <summary>A short name of the reason.</summary>
    public string Code { get; }

    /// <summary>Calls that were made.</summary>
    public int Attempts { get; }

    /// <summary>The same request would fail again.</summary>
    public bool IsDeterministic { get; }
}
