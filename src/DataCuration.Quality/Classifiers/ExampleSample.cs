using DataCuration.Documents;

namespace DataCuration.Quality.Classifiers;

/// <summary>
/// Keeps the examples with the smallest hashes, at most a given number a side: a uniform sample that is the same for any order of
/// arrival. Texts that cannot enter the sample are not featurized. Memory: about 6 KB an example of 2 KB of text.
/// </summary>
internal sealed class ExampleSample(HashedNGramFeaturizer featurizer, int maxPerSide, ulong seed)
{
    // Sampling and folds must not share bits: a fold is the same hash with another seed, modulo the number of folds.
    private const ulong SampleSalt = 0xA0761D6478BD642F;

    private readonly PriorityQueue<TrainingExample, TrainingExample> _positive = NewQueue();
    private readonly PriorityQueue<TrainingExample, TrainingExample> _negative = NewQueue();

    /// <summary>Offers one example; a text without words is passed over.</summary>
    public void Offer(LabelledText example)
    {
        PriorityQueue<TrainingExample, TrainingExample> side = example.IsPositive ? _positive : _negative;
        ulong hash = StableHash.Of(example.Id, seed ^ SampleSalt);
        if (side.Count == maxPerSide && TrainingExample.Compare(new(example.Id, hash, example.IsPositive, [], []), side.Peek()) >= 0)
        {
            return;
        }

        featurizer.Featurize(example.Text.Span);
        if (featurizer.Count == 0)
        {
            return;
        }

        int[] indices = featurizer.Indices.ToArray();
        float[] values = featurizer.Values.ToArray();
        Array.Sort(indices, values);
        TrainingExample kept = new(example.Id, hash, example.IsPositive, indices, values);
        side.Enqueue(kept, kept);
        if (side.Count > maxPerSide)
        {
            side.Dequeue();
        }
    }

    /// <summary>The sample in its own order, both sides mixed.</summary>
    public List<TrainingExample> ToList()
    {
        List<TrainingExample> examples = [.. _positive.UnorderedItems.Select(i => i.Element), .. _negative.UnorderedItems.Select(i => i.Element)];
        examples.Sort(TrainingExample.Compare);
        return examples;
    }

    // The queue yields the largest first, which is the next to go.
    private static PriorityQueue<TrainingExample, TrainingExample> NewQueue() =>
        new(Comparer<TrainingExample>.Create((left, right) => TrainingExample.Compare(right, left)));
}
