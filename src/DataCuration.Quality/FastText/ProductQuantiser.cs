namespace DataCuration.Quality.FastText;

/// <summary>
/// Product quantisation (Jégou et al. 2011; for text classifiers Joulin et al. 2016, arXiv 1612.03651): a row is cut into pieces and each piece is
/// one of 256 centroids.
/// </summary>
internal sealed record ProductQuantiser(int Dimension, int Pieces, int PieceLength, int LastPieceLength, float[] Centroids)
{
    public const int CentroidsPerPiece = 256;

    /// <summary>sum += scale times the row that the codes stand for.</summary>
    public void Add(ReadOnlySpan<byte> codes, float scale, Span<float> sum)
    {
        for (int piece = 0; piece < Pieces; piece++)
        {
            ReadOnlySpan<float> centroid = Centroid(piece, codes[piece]);
            for (int i = 0; i < centroid.Length; i++)
            {
                sum[(piece * PieceLength) + i] += scale * centroid[i];
            }
        }
    }

    /// <summary>The product of the row that the codes stand for with a vector.</summary>
    public float Dot(ReadOnlySpan<byte> codes, ReadOnlySpan<float> vector)
    {
        float sum = 0;
        for (int piece = 0; piece < Pieces; piece++)
        {
            ReadOnlySpan<float> centroid = Centroid(piece, codes[piece]);
            for (int i = 0; i < centroid.Length; i++)
            {
                sum += vector[(piece * PieceLength) + i] * centroid[i];
            }
        }

        return sum;
    }

    private ReadOnlySpan<float> Centroid(int piece, byte code) => piece == Pieces - 1
        ? Centroids.AsSpan((piece * CentroidsPerPiece * PieceLength) + (code * LastPieceLength), LastPieceLength)
        : Centroids.AsSpan(((piece * CentroidsPerPiece) + code) * PieceLength, PieceLength);
}
