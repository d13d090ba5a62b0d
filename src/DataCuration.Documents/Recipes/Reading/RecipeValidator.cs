using System.Globalization;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Documents.Recipes.Reading;

/// <summary>Checks a tree against the options records: names, types, ranges, required members. Finds all problems, not only the first.</summary>
internal sealed class RecipeValidator(string file, List<Diagnostic> diagnostics)
{
    private static readonly string[] Annotations = ["$schema"];

    public void ValidateObject(RecipeNode node, Type type, string path)
    {
        if (node.Kind != RecipeNodeKind.Object)
        {
            Report("DC2003", node, $"'{Name(path)}' is {node.Describe()}; expected an object, for example {{}}.");
            return;
        }

        IReadOnlyList<RecipeProperty> properties = RecipeProperty.Of(type);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (RecipeMember member in node.Members)
        {
            string memberPath = path.Length == 0 ? member.Name : path + "." + member.Name;
            RecipeProperty? property = properties.FirstOrDefault(candidate => candidate.JsonName == member.Name);
            if (!seen.Add(member.Name))
            {
                Report("DC2006", member, $"'{memberPath}' is written twice; remove one.");
            }
            else if (property is not null)
            {
                ValidateValue(member.Value, property.Type, property, memberPath);
            }
            else if (!(path.Length == 0 && Annotations.Contains(member.Name)))
            {
                Report(
                    "DC2002", member,
                    $"There is no option '{memberPath}'. {NameSuggestion.Clause(member.Name, properties.Select(candidate => candidate.JsonName).ToArray())}");
            }
        }

        foreach (RecipeProperty property in properties.Where(property => property.IsRequired && !seen.Contains(property.JsonName)))
        {
            Report("DC2004", node, $"'{(path.Length == 0 ? "" : path + ".")}{property.JsonName}' is missing; it is required. Add it here.");
        }
    }

    private void ValidateValue(RecipeNode node, Type type, RecipeProperty property, string path)
    {
        if (node.Kind == RecipeNodeKind.Null)
        {
            if (!property.IsNullable)
            {
                string remedy = property.IsRequired ? "it is required: give a value" : "leave it out to get the default, or give a value";
                Report("DC2003", node, $"'{path}' is null; {remedy}.");
            }
        }
        else if (property.ItemType is { } itemType && type == property.Type)
        {
            ValidateArray(node, itemType, property, path);
        }
        else if (RecipeProperty.IsOptions(type))
        {
            ValidateObject(node, type, path);
        }
        else
        {
            ValidateScalar(node, type, property, path);
        }
    }

    private void ValidateArray(RecipeNode node, Type itemType, RecipeProperty property, string path)
    {
        if (node.Kind != RecipeNodeKind.Array)
        {
            Report("DC2003", node, $"'{path}' is {node.Describe()}; expected an array.");
            return;
        }

        if (node.Items.Count == 0 && property.IsRequired)
        {
            Report("DC2005", node, $"'{path}' is empty; it needs at least one item.");
        }

        for (int i = 0; i < node.Items.Count; i++)
        {
            ValidateValue(node.Items[i], itemType, property, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
        }
    }

    private void ValidateScalar(RecipeNode node, Type type, RecipeProperty property, string path)
    {
        if (type == typeof(string))
        {
            Expect(node, node.Kind == RecipeNodeKind.Text, path, "a string");
            if (node is { Kind: RecipeNodeKind.Text, Text.Length: 0 } && !property.MayBeEmpty)
            {
                Report("DC2005", node, $"'{path}' is empty; give a value, or leave it out.");
            }
        }
        else if (type == typeof(bool))
        {
            Expect(node, node.Kind is RecipeNodeKind.True or RecipeNodeKind.False, path, "true or false");
        }
        else if (type.IsEnum)
        {
            IReadOnlyList<string> names = RecipeProperty.EnumNames(type);
            if (node.Kind != RecipeNodeKind.Text || !names.Contains(node.Text))
            {
                string clause = node.Kind == RecipeNodeKind.Text && NameSuggestion.Nearest(node.Text, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                Report("DC2003", node, $"'{path}' is {node.Describe()}; expected one of {string.Join(", ", names)}.{clause}");
            }
        }
        else
        {
            ValidateNumber(node, type, property.Bound, path);
        }
    }

    private void ValidateNumber(RecipeNode node, Type type, NumberBound? bound, string path)
    {
        bool isWhole = type == typeof(int) || type == typeof(long) || type == typeof(ulong);
        if (node.Kind != RecipeNodeKind.Number)
        {
            Report("DC2003", node, $"'{path}' is {node.Describe()}; expected {(isWhole ? "a whole number" : "a number")}.");
            return;
        }

        double value = double.Parse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool parses = !isWhole
            || (type == typeof(int) && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            || (type == typeof(long) && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            || (type == typeof(ulong) && ulong.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        if (bound is { } range && !range.Contains(value))
        {
            Report("DC2005", node, $"'{path}' is {node.Text}; expected {(isWhole ? "a whole number" : "a number")} {range}.");
        }
        else if (!parses || !double.IsFinite(value))
        {
            Report(
                "DC2003", node, $"'{path}' is {node.Text}; expected {(isWhole ? "a whole number without exponent" : "a finite number")}.");
        }
    }

    private void Expect(RecipeNode node, bool holds, string path, string expected)
    {
        if (!holds)
        {
            Report("DC2003", node, $"'{path}' is {node.Describe()}; expected {expected}.");
        }
    }

    private void Report(string code, RecipeNode node, string message) => Report(code, node.Line, node.Column, message);

    private void Report(string code, RecipeMember member, string message) => Report(code, member.Line, member.Column, message);

    private void Report(string code, int line, int column, string message) =>
        diagnostics.Add(Diagnostic.Error(code, message, line == 0 ? RecipeOverrides.Origin : file, line, column));

    private static string Name(string path) => path.Length == 0 ? "the recipe" : path;
}
