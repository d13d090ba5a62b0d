using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Opens work directories for reading.</summary>
internal static class WorkDirectories
{
    /// <exception cref="DiagnosticException">DC3042: the folder is no work directory.</exception>
    public static WorkDirectory Open(string path)
    {
        WorkDirectory work = new(path);
        return File.Exists(work.Recipe)
            ? work
            : throw new DiagnosticException(
                Diagnostic.Error("DC3042", "This is no work directory: it has no recipe.json. Give the folder that `curate run --work` wrote to.", work.Root),
                ExitCode.Usage);
    }

    /// <summary>The recipe as it was run.</summary>
    public static Recipe ReadRecipe(WorkDirectory work)
    {
        RecipeReadResult result = RecipeReader.Read(File.ReadAllText(work.Recipe), work.Recipe);
        return result.Recipe ?? throw new DiagnosticException(result.Diagnostics, ExitCode.Usage);
    }

    /// <summary>The stages that have completion records, in ordinal order.</summary>
    public static string[] StagesIn(WorkDirectory work)
    {
        string folder = Path.GetDirectoryName(work.CompletionFolder("x"))!;
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray()
            : [];
    }
}
