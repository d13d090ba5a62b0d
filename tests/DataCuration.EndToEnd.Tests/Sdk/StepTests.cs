using System.Reflection;
using DataCuration.Documents.Recipes;
using DataCuration.Sdk.Lowering;

namespace DataCuration.EndToEnd.Tests.Sdk;

public sealed class StepTests
{
    public static TheoryData<string, Type, string[]> Options => new()
    {
        { "Storage", typeof(StorageOptions), ["S3", "Azure"] },
        { "S3", typeof(S3Options), [] },
        { "Azure", typeof(AzureOptions), [] },
        { "RuleProfile", typeof(QualityOptions), ["Rules", "Urls", "Classifier", "Importance", "Perplexity", "Ensemble"] },
        { "GopherQuality", typeof(GopherQualityOptions), [] },
        { "GopherRepetition", typeof(GopherRepetitionOptions), [] },
        { "C4", typeof(C4Options), [] },
        { "FineWeb", typeof(FineWebOptions), [] },
        { "UrlLists", typeof(UrlOptions), [] },
        { "Classifier", typeof(ClassifierOptions), [] },
        { "Importance", typeof(ImportanceOptions), [] },
        { "Perplexity", typeof(PerplexityOptions), [] },
        { "Ensemble", typeof(EnsembleOptions), [] },
        { "Language", typeof(LanguageOptions), [] },
        // Benchmark items fill the sets.
        { "Contamination", typeof(ContaminationOptions), ["Sets"] },
        { "Boilerplate", typeof(BoilerplateOptions), [] },
        { "Privacy", typeof(PrivacyOptions), [] },
        { "ExactDuplicates", typeof(ExactOptions), [] },
        { "MinHash", typeof(MinHashOptions), [] },
        { "UrlDuplicates", typeof(UrlDuplicateOptions), [] },
        { "Lines", typeof(LineOptions), [] },
        { "Paragraphs", typeof(ParagraphOptions), [] },
        { "Substrings", typeof(SubstringOptions), [] },
        // Semantic and Prototypes items fill the others.
        { "Prune", typeof(PruneOptions), ["Semantic", "Prototypes"] },
        { "Semantic", typeof(SemanticOptions), [] },
        { "Prototypes", typeof(PrototypeOptions), [] },
        { "Select", typeof(SelectOptions), [] },
        { "Rephrase", typeof(RephraseOptions), [] },
        { "Pools", typeof(PoolsOptions), [] },
        { "Gates", typeof(GatesOptions), [] },
        // Evaluation and TokenizerSample items fill these two.
        { "Probes", typeof(ProbesOptions), ["Evaluate", "TokenizerFiles"] },
        { "Card", typeof(CardOptions), [] },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Step_takes_exactly_the_options_of_the_recipe(string name, Type options, string[] filledByItems)
    {
        Step step = Step.All.Single(step => step.Name == name);

        IEnumerable<PropertyInfo> properties = options.GetProperties().Where(property => property.CanWrite && !filledByItems.Contains(property.Name));

        step.Settings.Where(setting => setting.Key != "Keep" || step.Path[0] != "deduplicate").Should().BeEquivalentTo(properties.Select(property => KeyValuePair.Create(property.Name, KindOf(property.PropertyType))));
    }

    [Fact]
    public void Every_step_has_its_options_compared() =>
        Step.All.Select(step => step.Name).Should().BeEquivalentTo(Options.Select(row => row.Data.Item1));

    [Fact]
    public void Every_path_exists_in_the_recipe()
    {
        foreach (Step step in Step.All)
        {
            Type type = typeof(Recipe);
            foreach (string name in step.Path)
            {
                PropertyInfo? property = type.GetProperties().SingleOrDefault(property => MetadataValue.CamelCase(property.Name) == name);
                property.Should().NotBeNull($"{step.Name} goes to {name} of {type.Name}");
                type = property!.PropertyType;
            }
        }
    }

    private static SettingKind KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => SettingKind.Text,
        _ when type.IsEnum => SettingKind.Choice,
        _ when type == typeof(IReadOnlyList<string>) => SettingKind.Texts,
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => SettingKind.Values,
        _ => SettingKind.Value,
    };
}
