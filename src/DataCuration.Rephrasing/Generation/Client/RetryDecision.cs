namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>What follows a failed call, and after how long.</summary>
internal readonly record struct RetryDecision(RetryAction Action, TimeSpan Delay);
