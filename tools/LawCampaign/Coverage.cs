namespace DataCuration.LawCampaign;

/// <summary>What became of one parameter over all seeds.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Truth">What the measurements were made with.</param>
/// <param name="Deviation">Standard deviation of the fitted values.</param>
/// <param name="ByResampling">Share of the seeds whose interval by resampling holds the truth.</param>
/// <param name="ByProfile">The same by profile likelihood.</param>
internal sealed record Coverage(string Name, double Truth, double Deviation, double ByResampling, double ByProfile);
