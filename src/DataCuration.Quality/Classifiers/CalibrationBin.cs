namespace DataCuration.Quality.Classifiers;

/// <summary>How scores in one tenth of [0, 1] compare with the labels.</summary>
/// <param name="Lower">Least score, inclusive.</param>
/// <param name="Upper">Greatest score, exclusive save in the last bin.</param>
/// <param name="Count">Documents in the bin.</param>
/// <param name="MeanScore">Mean score; 0 when the bin is empty.</param>
/// <param name="PositiveShare">Share of positive documents; equal to the mean score when calibrated. 0 when the bin is empty.</param>
public readonly record struct CalibrationBin(double Lower, double Upper, int Count, double MeanScore, double PositiveShare);
