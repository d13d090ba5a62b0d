using DataCuration.Documents.Recipes;

namespace DataCuration.Rephrasing.Segments;

/// <summary>Joins the outputs of a document's segments. Pure.</summary>
public static class Reassembly
{
    /// <summary>The joined text in segment order; null when the policy drops the document or nothing is left of it.</summary>
    /// <param name="originals">The segments' source texts.</param>
    /// <param name="outputs">Their accepted outputs; null where none was accepted.</param>
    /// <param name="policy">What to do about the nulls.</param>
    /// <param name="isPartial">True when any output was missing: the document is to be flagged.</param>
    public static string? Join(IReadOnlyList<string> originals, IReadOnlyList<string?> outputs, FailedSegmentPolicy policy, out bool isPartial)
    {
        ArgumentNullException.ThrowIfNull(originals);
        ArgumentNullException.ThrowIfNull(outputs);
        if (originals.Count != outputs.Count)
            throw new ArgumentException($"{originals.Count} segments have {outputs.Count} outputs; expected one each.", nameof(outputs));

        isPartial = outputs.Contains(null);

        // A document without any accepted output is not synthetic, whatever the policy.
        if (outputs.All(output => output is null) || (isPartial && policy == FailedSegmentPolicy.DropDocument))
            return null;
        IEnumerable<string> parts = policy == FailedSegmentPolicy.KeepOriginalSegment
            ? outputs.Select((output, i) => output ?? originals[i])
            : outputs.OfType<string>();
        return string.Join("\n\n", parts.Select(part => part.Trim()));
    }
}
