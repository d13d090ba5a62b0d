namespace DataCuration.Tests.Storage;

/// <summary>What goes wrong with one request to <see cref="ScriptedServer"/>.</summary>
internal sealed record Trouble
{
    /// <summary>Answers with this status.</summary>
    public int? Status { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>The refusal's body.</summary>
    public string? Body { get; init; }

    /// <summary>Sends so many bytes of the body and closes the connection.</summary>
    public int? DropAfter { get; init; }

    /// <summary>Done before answering.</summary>
    public Action? Before { get; init; }
}
