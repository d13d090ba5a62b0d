namespace DataCuration.Documents.Recipes.Reading;

/// <summary>The kind of a JSON value.</summary>
internal enum RecipeNodeKind
{
    Object,
    Array,
    Text,
    Number,
    True,
    False,
    Null,
}
