using System.Globalization;
using System.Text.Json;

namespace DataCuration.Rephrasing.Generation.Batches;

/// <summary>The batches under way, on disk: a state file and an input file each. A file appears whole or not at all.</summary>
internal sealed class BatchFolder(string folder)
{
    public IReadOnlyList<string> Open() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>A path for the next batch's input file.</summary>
    public string NewInput()
    {
        Directory.CreateDirectory(folder);
        int last = Directory.EnumerateFiles(folder, "*.jsonl").Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return Path.Combine(folder, (last + 1).ToString("D5", CultureInfo.InvariantCulture) + ".jsonl");
    }

    public static string StateOf(string input) => Path.ChangeExtension(input, ".json");

    public static string InputOf(string state) => Path.ChangeExtension(state, ".jsonl");

    public static BatchState Read(string path) => JsonSerializer.Deserialize<BatchState>(File.ReadAllText(path), JsonSerializerOptions.Web)!;

    public static void Write(string path, BatchState state)
    {
        string temporary = path + ".tmp";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, state, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Forgets a batch whose answers are in the ledger.</summary>
    public static void Remove(string state)
    {
        File.Delete(state);
        File.Delete(InputOf(state));
    }
}
