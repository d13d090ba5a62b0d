using System.Globalization;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Tests.Recipes;

public sealed class RecipeBoundsTests
{
    public static TheoryData<string, string> ValuesOutside
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach ((string path, RecipeProperty property) in Numbers(typeof(Recipe), ""))
            {
                NumberBound bound = property.Bound!.Value;
                bool isWhole = (property.ItemType ?? property.Type) != typeof(double);
                rows.Add(path, Write(bound.IsMinExclusive ? bound.Min : Below(bound.Min, isWhole), property));
                if (double.IsFinite(bound.Max) && bound.Max < ulong.MaxValue)
                {
                    rows.Add(path, Write(Above(bound.Max, isWhole), property));
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(ValuesOutside))]
    public void Value_outside_its_range_is_reported_with_the_range(string path, string json)
    {
        RecipeText.Problems(RecipeText.FullWith(path, json)).Should().Contain(problem =>
            problem.Code == "DC2005" && problem.Message.StartsWith($"'{path.Replace(".0", "[0]")}") && problem.Message.Contains("expected a"));
    }

    [Fact]
    public void Bounds_are_there_for_every_number_and_for_nothing_else()
    {
        IEnumerable<(Type, string)> numbers = Numbers(typeof(Recipe), "").Select(item => (item.Property.Property.DeclaringType!, item.Property.Property.Name));

        RecipeBounds.All.Keys.Select(key => (key.Type, key.Property)).Should().BeEquivalentTo(numbers);
    }

    [Fact]
    public void Defaults_lie_within_their_ranges()
    {
        foreach ((string path, RecipeProperty property) in Numbers(typeof(Recipe), "").Where(item => !item.Property.IsRequired))
        {
            object? value = property.Property.GetValue(Activator.CreateInstance(property.Property.DeclaringType!));
            double[] values = value is IReadOnlyList<double> list ? [.. list] : value is null ? [] : [Convert.ToDouble(value, CultureInfo.InvariantCulture)];

            values.Where(number => !property.Bound!.Value.Contains(number)).Should().BeEmpty(path);
        }
    }

    private static IEnumerable<(string Path, RecipeProperty Property)> Numbers(Type type, string prefix)
    {
        foreach (RecipeProperty property in RecipeProperty.Of(type))
        {
            Type item = property.ItemType ?? property.Type;
            string path = prefix + property.JsonName;
            if (RecipeProperty.IsOptions(item))
            {
                foreach ((string, RecipeProperty) inner in Numbers(item, path + (property.ItemType is null ? "." : ".0.")))
                {
                    yield return inner;
                }
            }
            else if (item.IsPrimitive && item != typeof(bool))
            {
                yield return (path, property);
            }
        }
    }

    private static double Below(double min, bool isWhole) => isWhole ? min - 1 : min - 1e-9;

    private static double Above(double max, bool isWhole) => isWhole ? max + 1 : max + 1e-9;

    private static string Write(double value, RecipeProperty property)
    {
        string number = value.ToString("R", CultureInfo.InvariantCulture);
        return property.ItemType is null ? number : $"[{number}]";
    }
}
