using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>A property of an options record as the recipe sees it.</summary>
internal sealed record RecipeProperty(string JsonName, Type Type, bool IsRequired, bool IsNullable, NumberBound? Bound, PropertyInfo Property)
{
    /// <summary>The properties of a record in the order of their declaration.</summary>
    public static IReadOnlyList<RecipeProperty> Of(Type type)
    {
        NullabilityInfoContext nullability = new();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract" && property.SetMethod is not null)
            .OrderBy(property => property.MetadataToken)
            .Select(property => new RecipeProperty(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                property.IsDefined(typeof(RequiredMemberAttribute)),
                nullability.Create(property).ReadState == NullabilityState.Nullable,
                RecipeBounds.All.TryGetValue((type, property.Name), out NumberBound bound) ? bound : null,
                property))
            .ToArray();
    }

    /// <summary>True for the one string whose default is empty.</summary>
    public bool MayBeEmpty => Property.Name == nameof(Recipe.BaseDirectory);

    /// <summary>The type of a list's items; null when the property is no list.</summary>
    public Type? ItemType => Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Type.GetGenericArguments()[0] : null;

    /// <summary>True for a nested options record.</summary>
    public static bool IsOptions(Type type) => type.IsClass && type != typeof(string) && type.Namespace == typeof(Recipe).Namespace;

    /// <summary>The names of an enumeration's values as the recipe writes them.</summary>
    public static IReadOnlyList<string> EnumNames(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
}
