namespace DataCuration.Rephrasing.Generation;

/// <summary>Whatever answers requests: a server, or a model in this process. Safe for concurrent use.</summary>
public interface IGenerationEngine
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="account">Is told of each call.</param>
    /// <param name="stop">Ends waiting for a turn or for another attempt at once.</param>
    /// <param name="abort">Ends a call that is under way.</param>
    /// <exception cref="GenerationFailedException">This request cannot be answered; others may.</exception>
    /// <exception cref="Documents.Diagnostics.DiagnosticException">No request can be answered: a wrong key, no quota left, no server.</exception>
    Task<EngineReply> CompleteAsync(ChatRequest request, ICallAccount account, CancellationToken stop, CancellationToken abort);
}
