using DataCuration.Rephrasing.Checks;

namespace DataCuration.Tests.Rephrasing;

/// <summary>Forty openings that are about the answer, forty that are the answer.</summary>
public sealed class PreambleTests
{
    private const string Body = "The river rises in the hills and reaches the sea after a hundred miles.";
    private static readonly OutputCheckOptions Options = new();

    private static readonly string[] AboutTheAnswer =
    [
        "Here is the paraphrased text:", "Here's a paraphrase:", "Here’s the rewritten text:", "Here are the key points:", "Here is a paraphrased version:",
        "Sure! Here is the paraphrase:", "Sure, here's the rewritten passage.", "Certainly! Here is a simplified version:", "Of course! Here is a summary:",
        "Okay, here is the retelling:", "OK, here's the reworded text:", "Absolutely! Here's the rephrased text.", "Below is the rewritten version of the text:",
        "The following is a paraphrase of the text:", "Paraphrased text:", "Rewritten version:", "Reworded text:", "Rephrased:", "Summary:", "Condensed version:",
        "Simplified version:", "Simplified text for toddlers:", "Retelling for a toddler, in my own version:", "Paraphrase:", "A paraphrased version of the passage:",
        "My rewritten text is:", "**Paraphrased Text:**", "**Here is the summary:**", "### Rewritten text:", "Here is the text, rewritten in terse English:",
        "Sure, I have rewritten the passage for you.", "Certainly, this is the condensed text.", "As requested, a rephrased passage.", "This is a summary of the given text.",
        "This is a paraphrased version of the passage.", "Here is my attempt at a high-quality rewording:", "Here is the conversation:", "Here are the questions and answers:",
        "Below is a concise version.", "Of course, here is a version for a toddler.",
    ];

    private static readonly string[] TheAnswer =
    [
        "The town lies by the sea.", "Here is where the river bends, near the old mill.", "Sure enough, the storm came at night.", "Certainly the king knew of the plot.",
        "Of course the harvest failed that year.", "There are three kinds of rock:", "He packed the following things:", "Ingredients:", "Question: What is a river?",
        "Water boils at 100 degrees.", "The treaty had two parts:", "Okay was a word that nobody had heard.", "Absolutely nothing was left of the fort.",
        "This is a city of bridges.", "The following is known of his life.", "Below is the valley of the kings.", "- The river is long.", "1. The river is long.",
        "\"Come in,\" she said.", "Versions of the tale differ.", "A summary judgment ended the case.", "To condense steam is to cool it.", "They rewrote the law in 1921.",
        "The second version of the engine was quieter.", "In short, the plan failed.", "Consider the following example:", "Steps:", "Note that the sea is salt.",
        "As an ancient city, it has walls.", "However, the king refused.", "I went to the river.", "We saw three ships.", "Paraphrasing is an old art.",
        "Summaries were read to the court.", "The rewriting of history is a theme of the novel.", "Simplification of tax law came later.", "Ok was coined in Boston.",
        "As requested by the senate, the fleet sailed.", "Certain rules apply:", "Absolute zero is the lowest temperature:",
    ];

    public static TheoryData<string> Preambles => new(AboutTheAnswer);

    public static TheoryData<string> Answers => new(TheAnswer);

    [Fact]
    public void There_are_forty_of_each() => (AboutTheAnswer.Distinct().Count(), TheAnswer.Distinct().Count()).Should().Be((40, 40));

    [Theory]
    [MemberData(nameof(Preambles))]
    public void A_paragraph_about_the_answer_is_taken_off_once_and_for_all(string opening)
    {
        string once = Surroundings.WithoutPreamble($"{opening}\n\n{Body}", Options)!;

        once.Should().Be(Body);
        Surroundings.WithoutPreamble(once, Options).Should().Be(once);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_paragraph_of_the_answer_stays(string opening) =>
        Surroundings.WithoutPreamble($"{opening}\n\n{Body}", Options).Should().Be($"{opening}\n\n{Body}");

    [Fact]
    public void The_body_is_never_touched()
    {
        string text = $"{Body}\n\nHere is the paraphrased text:\n\n{Body}";

        Surroundings.WithoutPreamble(text, Options).Should().Be(text);
    }
}
