namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>Carries a failed call to the loop that decides about another.</summary>
internal sealed class CallFailedException(CallFailure failure) : Exception(failure.Message)
{
    public CallFailure Failure { get; } = failure;
}
