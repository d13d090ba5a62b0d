namespace DataCuration.Documents.Recipes.Reading;

/// <summary>A member of an object with the place of its name.</summary>
internal sealed record RecipeMember(string Name, int Line, int Column, RecipeNode Value);
