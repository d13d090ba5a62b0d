using DataCuration.Documents;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>
/// How often a document enters the dataset. A pool of 2.3 epochs gives every document two repetitions and three tenths of them, chosen by hash,
/// a third. The choices are nested: a larger budget only adds. Pure.
/// </summary>
internal static class Repetitions
{
    // Independent of the hashes that sample, fold and break ties.
    private const ulong Salt = 0x6D69785F72657073;

    public static int Of(DocumentId id, double epochs, ulong seed)
    {
        double whole = Math.Floor(epochs);
        return (int)whole + (StableHash.UnitOf(id, seed ^ Salt) < epochs - whole ? 1 : 0);
    }
}
