using DataCuration.Rephrasing.Checks;

namespace DataCuration.Tests.Rephrasing;

public sealed class TermVectorsTests
{
    private static readonly string[] Sources = ["the cat sat on the mat", "the dog ran in the park", "the moon shone on the sea"];

    [Fact]
    public void Cosine_is_that_of_smoothed_tf_idf()
    {
        TermVectors vectors = Counted(Sources);

        // Three sources, "the" and "on" in three and two of them: idf = ln(4 / (1 + n)) + 1, tf = 1 + ln f.
        double the = (1 + Math.Log(2)) * (Math.Log(4.0 / 4) + 1);
        double rare = Math.Log(4.0 / 2) + 1;
        double on = Math.Log(4.0 / 3) + 1;
        double norm = Math.Sqrt((the * the) + (3 * rare * rare) + (on * on));
        vectors.Cosine(Sources[0], Sources[2]).Should().BeApproximately(((the * the) + (on * on)) / (norm * norm), 1e-12);
        vectors.Cosine(Sources[0], "On the mat sat THE cat.").Should().BeApproximately(1, 1e-12);
        vectors.Cosine(Sources[0], "nothing of all this").Should().Be(0);
        vectors.Cosine(Sources[0], "").Should().Be(0);
    }

    [Fact]
    public void Order_of_sources_changes_nothing_and_the_file_holds_all()
    {
        TermVectors vectors = Counted(Sources);

        Counted([.. Sources.Reverse()]).ToBytes().Should().Equal(vectors.ToBytes());
        TermVectors.FromBytes(vectors.ToBytes()).Cosine(Sources[0], Sources[1]).Should().Be(vectors.Cosine(Sources[0], Sources[1]));
        FluentActions.Invoking(() => TermVectors.FromBytes([1, 2, 3])).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Chinese_without_spaces_is_compared_character_by_character() =>
        Counted("我今天去学校", "你昨天在家里").Cosine("我今天去学校", "今天我去学校").Should().BeApproximately(1, 1e-12);

    private static TermVectors Counted(params string[] sources)
    {
        TermVectors vectors = new();
        foreach (string source in sources)
            vectors.Add(source);
        return vectors;
    }
}
