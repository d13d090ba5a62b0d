namespace DataCuration.Pipelines.Report.Model;

/// <summary>Compute that the decision cost.</summary>
/// <param name="What">What it was spent on.</param>
/// <param name="Tokens">Tokens trained on or generated.</param>
/// <param name="Flops">FLOPs.</param>
internal sealed record CostItem(string What, double Tokens, double Flops);
