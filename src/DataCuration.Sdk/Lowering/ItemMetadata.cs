namespace DataCuration.Sdk.Lowering;

/// <summary>Reads the metadata of one kind of item and notes what it does not know.</summary>
internal sealed class ItemMetadata(List<Problem> problems)
{
    // Put on items by MSBuild and by editors, never by the author of a pipeline.
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        "OriginalItemSpec", "Link", "LinkBase", "Visible", "SubType", "CopyToOutputDirectory", "CopyToPublishDirectory", "TargetPath",
    };

    /// <summary>The item's own metadata that is set, unknown names reported as DC2101.</summary>
    public IEnumerable<KeyValuePair<string, string>> Read(ProjectItem item, string itemType, IEnumerable<string> known)
    {
        HashSet<string> names = new(known, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in item.Metadata.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (names.TryGetValue(name, out string? _))
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    yield return new(name, value.Trim());
                }
            }
            else if (!Foreign.Contains(name) && !name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) && !name.StartsWith('_'))
            {
                string hint = NearestName.Find(name, names) is { } near
                    ? $"Did you mean '{near}'?"
                    : names.Count == 0 ? "It takes none." : $"It takes {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
                Problem problem = new("DC2101", $"{itemType} '{item.Name}' has the metadata '{name}', which it does not know. {hint}");
                if (!problems.Contains(problem))
                {
                    problems.Add(problem);
                }
            }
        }
    }
}
