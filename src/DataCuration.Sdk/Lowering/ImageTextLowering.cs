namespace DataCuration.Sdk.Lowering;

/// <summary>
/// Lowers an image-text project to the command lines of <c>curate</c>, one a stage. Whether a value makes sense is for the tool to say, so that a command written by hand gets the
/// same messages. Pure.
/// </summary>
internal static class ImageTextLowering
{
    /// <summary>The stages, in their order.</summary>
    public static readonly IReadOnlyList<string> Stages = ["pools", "curves", "fit", "mix", "subset"];

    private const string Step = "Pools";

    // The options of `curate image-text pools`, by the metadata that sets them.
    private static readonly Dictionary<string, string> PoolOptions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["By"] = "--by",
        ["Edges"] = "--edges",
        ["Thresholds"] = "--thresholds",
        ["Ties"] = "--ties",
        ["Filter"] = "--filter",
        ["Minimums"] = "--minimum",
        ["LanguageModel"] = "--language-model",
    };

    /// <summary>For each stage that the project has enough for, its arguments; and everything in the project that has no place in them (nothing must be run then).</summary>
    public static (IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments, IReadOnlyList<Problem> Problems) Lower(ImageTextSettings project)
    {
        List<Problem> problems = [];
        string work = Path.TrimEndingDirectorySeparator(project.WorkDirectory);
        (string pools, string table, string law, string mix) = (Path.Combine(work, "pools"), Path.Combine(work, "observations.csv"), Path.Combine(work, "law.json"), Path.Combine(work, "mix.json"));
        Dictionary<string, IReadOnlyList<string>> arguments = new(StringComparer.Ordinal)
        {
            ["pools"] = Pools(project, pools, problems),
        };
        if (Curves(project, problems) is { } curves)
        {
            arguments["curves"] = ["image-text", "curves", curves.Path, "--pools", pools, .. Option("--from", curves.From), "--out", table];
            arguments["fit"] = ["fit", table, .. Option("--law", project.Law), .. Option("--loss", project.Loss), "--out", law];
            if (project.Samples.Length > 0)
            {
                arguments["mix"] =
                    ["mix", law, "--tokens", project.Samples, .. Option("--max-epochs", project.MaxEpochs), .. bool.TryParse(project.Strict, out bool strict) && strict ? new[] { "--strict" } : [], "--out", mix];
                arguments["subset"] = ["image-text", "subset", "--pools", pools, "--mix", mix, .. Option("--passes", project.Passes), "--out", Path.Combine(work, "subset.npy")];
            }
        }

        problems.AddRange(project.Foreign.Select(name => new Problem(
            "DC2141", $"{name} is for text projects; an image-text project (CurationKind=ImageText) trains nothing itself. Remove it; TrainingSamples is the budget here, and LearningCurve items are the measurements.")));
        return (arguments, problems);
    }

    private static List<string> Pools(ImageTextSettings project, string folder, List<Problem> problems)
    {
        if (project.Corpus.Count == 0)
        {
            problems.Add(new Problem("DC2102", "The project has no Corpus item, or the wildcards of those it has match no file. Add <Corpus Include=\"metadata/*.parquet\" />."));
        }

        ItemMetadata metadata = new(problems);
        List<string> arguments = ["image-text", "pools", .. project.Corpus.Select(item => item.FullPath)];
        foreach (ProjectItem item in project.Corpus)
        {
            _ = metadata.Read(item, "Corpus", []).Count();
        }

        foreach (ProjectItem item in project.Curation)
        {
            if (!item.Name.Equals(Step, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new Problem("DC2100", $"Curation '{item.Name}' is no step of an image-text project. The only step is {Step}."));
                continue;
            }

            foreach ((string name, string value) in metadata.Read(item, "Curation", PoolOptions.Keys))
            {
                // A list is one value on the command line, but minimums are assignments of their own.
                string[] values = name.Equals("Minimums", StringComparison.OrdinalIgnoreCase) ? value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value.Replace(';', ',')];
                arguments.AddRange(values.SelectMany(single => new[] { PoolOptions[name], single }));
            }
        }

        if (project.Curation.Count(item => item.Name.Equals(Step, StringComparison.OrdinalIgnoreCase)) > 1)
        {
            problems.Add(new Problem("DC2103", $"Curation '{Step}' is there twice. Keep one, or use Update to change the first."));
        }

        arguments.AddRange([.. Option("--seed", project.Seed), .. Option("--jobs", project.Jobs), .. Option("--memory", project.Memory), "--out", folder]);
        return arguments;
    }

    private static (string Path, string From)? Curves(ImageTextSettings project, List<Problem> problems)
    {
        if (project.LearningCurve.Count > 1)
        {
            problems.Add(new Problem("DC2140", $"There are {project.LearningCurve.Count} LearningCurve files, {project.LearningCurve[0].Name} and others. Put all measurements into one."));
        }

        if (project.LearningCurve.Count == 0)
        {
            return null;
        }

        ProjectItem curves = project.LearningCurve[0];
        return (curves.FullPath, new ItemMetadata(problems).Read(curves, "LearningCurve", ["From"]).Select(pair => pair.Value).FirstOrDefault(""));
    }

    private static string[] Option(string name, string value) => value.Length > 0 ? [name, value] : [];
}
