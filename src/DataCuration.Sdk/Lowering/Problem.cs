namespace DataCuration.Sdk.Lowering;

/// <summary>Something in the project that has no place in a recipe.</summary>
/// <param name="Code">DC2100 to DC2104.</param>
/// <param name="Message">What it is, what was expected and what to do.</param>
internal sealed record Problem(string Code, string Message);
