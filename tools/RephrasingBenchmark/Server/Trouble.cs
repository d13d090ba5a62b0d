namespace DataCuration.RephrasingBenchmark.Server;

/// <summary>What a server does to a call instead of answering it well.</summary>
internal enum Trouble
{
    None,

    /// <summary>The connection breaks before anything is answered.</summary>
    Reset,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    HalfBody,

    /// <summary>200, and no completion.</summary>
    WrongJson,

    /// <summary>429 with the time to wait.</summary>
    TooMany,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>An answer that the cap of its length cut.</summary>
    Length,

    /// <summary>An answer that declines.</summary>
    Refusal,

    /// <summary>An answer that calls itself one and says nothing.</summary>
    Empty,

    /// <summary>422, however often it is asked: the prompt is too long.</summary>
    Rejected,

    /// <summary>500, however often it is asked.</summary>
    Broken,
}
