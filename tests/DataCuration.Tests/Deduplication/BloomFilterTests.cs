using DataCuration.Deduplication.Paragraphs;
using DataCuration.Documents.Diagnostics;

namespace DataCuration.Tests.Deduplication;

public sealed class BloomFilterTests
{
    [Theory]
    [InlineData(1e-2, 9.585, 7)]
    [InlineData(1e-3, 14.378, 10)]
    [InlineData(1e-4, 19.170, 13)]
    [InlineData(1e-6, 28.755, 20)]
    [InlineData(1e-15, 71.888, 50)]
    public void Bits_and_hashes_a_key_are_the_textbooks(double rate, double bits, int hashes)
    {
        BloomFilter.BitsPerKey(rate).Should().BeApproximately(bits, 0.0005);
        BloomFilter.HashesFor(rate).Should().Be(hashes);
    }

    [Theory]
    [InlineData(1_000_000_000, 1e-2, 1.198e9)]
    [InlineData(1_000_000_000, 1e-6, 3.594e9)]
    [InlineData(2_336_120, 1e-15, 20.99e6)]
    public void Size_follows(long keys, double rate, double bytes) => ((double)BloomFilter.BytesFor(keys, rate)).Should().BeApproximately(bytes, bytes * 0.001);

    /// <summary>BF1: a million keys at 0.01, a million probes that are absent.</summary>
    [Fact]
    public void False_positives_are_one_in_a_hundred()
    {
        const int Keys = 1_000_000;
        BloomFilter filter = new(Keys, 0.01);
        for (long key = 0; key < Keys; key++)
        {
            filter.Add(BloomFilter.Hash(BitConverter.GetBytes(key)));
        }

        int wrong = 0;
        for (long key = Keys; key < 2 * Keys; key++)
        {
            wrong += filter.MayContain(BloomFilter.Hash(BitConverter.GetBytes(key))) ? 1 : 0;
        }

        wrong.Should().BeInRange(10_000 - 400, 10_000 + 400);
        for (long key = 0; key < Keys; key += 997)
        {
            filter.MayContain(BloomFilter.Hash(BitConverter.GetBytes(key))).Should().BeTrue();
        }
    }

    [Fact]
    public void Filter_refuses_a_tenth_more_keys_than_it_was_made_for()
    {
        BloomFilter filter = new(1000, 1e-6);
        for (long key = 0; key < 1100; key++)
        {
            filter.Add(BloomFilter.Hash(BitConverter.GetBytes(key)));
        }

        Action more = () => filter.Add(BloomFilter.Hash(BitConverter.GetBytes(5000L)));

        more.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC2170");
    }
}
