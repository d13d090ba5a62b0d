using System.Globalization;
using System.Text.Json.Nodes;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>
/// The dataset in the JSON-LD vocabulary of MLCommons Croissant 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html): every file with its hash, and the
/// columns that a record has. What a run cannot know (license, creator, url, datePublished, languages) comes from the recipe's <c>output.card</c> and is left out
/// where that is silent; Croissant requires the first four of a published dataset. Pure.
/// </summary>
internal static class Croissant
{
    /// <summary>The file's name in the dataset's folder.</summary>
    public const string FileName = "croissant.json";

    private const string PartSet = "parts";
    private const string RecordSet = "documents";

    private static readonly (string Column, string Type, string Description)[] Fields =
    [
        ("id", "sc:Text", "The document's id: 32 hex digits."),
        ("text", "sc:Text", "The text."),
        ("url", "sc:Text", "Where the document was; may be missing."),
        ("date", "sc:Text", "When it was fetched or published, as its source says; may be missing."),
        ("source", "sc:Text", "The recipe's source that it came from."),
        ("language", "sc:Text", "Its language, as its source says; may be missing."),
        ("metadata", "sc:Text", "A JSON object with the record's other fields; may be missing."),
        (DatasetPartWriter.PoolColumn, "sc:Text", "The pool."),
        (DatasetPartWriter.RepetitionsColumn, "sc:Integer", "How often a training run should see the document."),
        (DatasetPartWriter.ScoreColumn, "sc:Float", "The quality score; not a number without one."),
    ];

    /// <summary>The file's text; the same manifest and card give the same text.</summary>
    public static string Write(DatasetManifest manifest, CardOptions card)
    {
        JsonObject dataset = Describe(manifest, card);
        Add("license", card.License is null ? null : $"https://spdx.org/licenses/{card.License}.html");
        Add("creator", card.Creator is null ? null : new JsonObject { ["@type"] = "sc:Organization", ["name"] = card.Creator });
        Add("url", card.Url);
        Add("datePublished", card.DatePublished);
        Add("inLanguage", card.Languages.Count == 0 ? null : new JsonArray([.. card.Languages.Select(language => (JsonNode)language)]));
        return StateJson.Write(dataset);

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                dataset[name] = value;
            }
        }
    }

    private static JsonObject Describe(DatasetManifest manifest, CardOptions card) => new()
    {
        ["@context"] = Context(),
        ["@type"] = "sc:Dataset",
        ["conformsTo"] = "http://mlcommons.org/croissant/1.0",
        ["name"] = manifest.Name,
        ["description"] = card.Description ?? string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Documents} documents, {manifest.UniqueTokens} unique tokens, {manifest.TrainingTokens} training tokens with repetitions. Made with DataCuration."),
        ["distribution"] = new JsonArray([.. manifest.Parts.Select(FileObject), FileSet(manifest)]),
        ["recordSet"] = new JsonArray(new JsonObject
        {
            ["@type"] = "cr:RecordSet",
            ["@id"] = RecordSet,
            ["name"] = RecordSet,
            ["key"] = Reference($"{RecordSet}/id"),
            ["field"] = new JsonArray([.. Fields.Select(Field)]),
        }),
    };

    private static JsonObject FileObject(ManifestPart part) => new()
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = part.File,
        ["name"] = part.File,
        ["contentUrl"] = part.File,
        ["contentSize"] = string.Create(CultureInfo.InvariantCulture, $"{part.Bytes} B"),
        ["encodingFormat"] = "application/x-parquet",
        ["sha256"] = part.Sha256,
    };

    private static JsonObject FileSet(DatasetManifest manifest) => new()
    {
        ["@type"] = "cr:FileSet",
        ["@id"] = PartSet,
        ["name"] = PartSet,
        ["containedIn"] = new JsonArray([.. manifest.Parts.Select(part => Reference(part.File))]),
        ["encodingFormat"] = "application/x-parquet",
        ["includes"] = "*.parquet",
    };

    private static JsonObject Field((string Column, string Type, string Description) field) => new()
    {
        ["@type"] = "cr:Field",
        ["@id"] = $"{RecordSet}/{field.Column}",
        ["name"] = field.Column,
        ["description"] = field.Description,
        ["dataType"] = field.Type,
        ["source"] = new JsonObject { ["fileSet"] = Reference(PartSet), ["extract"] = new JsonObject { ["column"] = field.Column } },
    };

    private static JsonObject Reference(string id) => new() { ["@id"] = id };

    // The terms of the vocabulary that this file uses.
    private static JsonObject Context() => new()
    {
        ["@language"] = "en",
        ["@vocab"] = "https://schema.org/",
        ["sc"] = "https://schema.org/",
        ["cr"] = "http://mlcommons.org/croissant/",
        ["dct"] = "http://purl.org/dc/terms/",
        ["conformsTo"] = "dct:conformsTo",
        ["column"] = "cr:column",
        ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
        ["extract"] = "cr:extract",
        ["field"] = "cr:field",
        ["fileSet"] = "cr:fileSet",
        ["includes"] = "cr:includes",
        ["key"] = "cr:key",
        ["recordSet"] = "cr:recordSet",
        ["source"] = "cr:source",
        ["containedIn"] = "cr:containedIn",
    };
}
