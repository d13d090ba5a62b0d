using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DataCuration.Deduplication.MinHash.Datatrove;

namespace DataCuration.Tests.Deduplication;

/// <summary>Compatibility with datatrove 0.10, bit for bit; see Golden/README.md.</summary>
public sealed class DatatroveMinHasherTests
{
    private static readonly JsonNode Golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "Golden", "datatrove-0.10-minhash.json")))!;
    private static readonly DatatroveMinHasher Hasher = new();

    public static TheoryData<string> Documents => new(Golden["documents"]!.AsArray().Select(document => (string)document!["name"]!));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Text_words_and_signature_are_datatrove_s(string name)
    {
        JsonNode document = Golden["documents"]!.AsArray().Single(document => (string)document!["name"]! == name)!;

        string simplified = DatatroveText.Simplify((string)document["text"]!);

        simplified.Should().Be((string)document["simplified"]!);
        DatatroveWords.Split(simplified).Should().Equal(document["words"]!.AsArray().Select(word => (string)word!));
        IEnumerable<ulong>? expected = document["signature"]?.AsArray().SelectMany(bucket => bucket!.AsArray()).Select(value => ulong.Parse((string)value!, System.Globalization.CultureInfo.InvariantCulture));
        if (expected is null)
        {
            Hasher.Compute((string)document["text"]!).Should().BeNull();
        }
        else
        {
            Hasher.Compute((string)document["text"]!).Should().Equal(expected);
        }
    }

    /// <summary>Porting trap 13: numpy's legacy RandomState(1), masked rejection over 64-bit words; the constants that its randint gives.</summary>
    [Fact]
    public void Constants_are_those_of_numpys_Mersenne_Twister()
    {
        const ulong prime = (1UL << 61) - 1;
        MersenneTwister random = new(1);

        ulong[] a = [.. Enumerable.Range(0, 112).Select(_ => random.NextBelow(1, prime))];
        ulong[] b = [.. Enumerable.Range(0, 112).Select(_ => random.NextBelow(0, prime))];

        a.Take(3).Append(a[111]).Should().Equal(775169054918279404, 1758426461858698313, 2109959069025162, 223865076026037746);
        b.Take(3).Append(b[111]).Should().Equal(1062448801025099917, 1324811268927594100, 1217488311597731462, 1097409548522419201);
    }

    /// <summary>Porting traps 11 and 12: xxHash64 with seed 0 of the shingle, and a product that wraps at 64 bits before the remainder.</summary>
    [Fact]
    public void Hash_is_xxHash64_and_the_product_wraps_before_the_remainder()
    {
        ulong hash = System.IO.Hashing.XxHash64.HashToUInt64("one two three four five"u8);
        ulong wrapped = unchecked((hash * 775169054918279404) + 1062448801025099917) % ((1UL << 61) - 1);
        UInt128 exact = (((UInt128)hash * 775169054918279404) + 1062448801025099917) % ((1UL << 61) - 1);

        ulong[] signature = Hasher.Compute("one two three four five")!;

        System.IO.Hashing.XxHash64.HashToUInt64([]).Should().Be(0xEF46DB3751D8E999);
        signature[0].Should().Be(wrapped).And.NotBe((ulong)exact);
    }

    [Fact]
    public void Bucket_files_pair_files_and_removed_documents_of_four_files_are_datatrove_s()
    {
        ulong[]?[][] files = [.. Golden["corpus"]!.AsArray().Select(file => file!.AsArray().Select(text => Hasher.Compute((string)text!)).ToArray())];

        for (int bucket = 0; bucket < DatatroveMinHasher.Buckets; bucket++)
        {
            for (int file = 0; file < files.Length; file++)
            {
                HashOf(DatatroveMinHasher.BucketFile(files[file], bucket)).Should().Be(Expected($"sigs/bucket_{bucket:D3}/{file:D5}.minhash.sig"));
            }
        }

        DatatroveClusters clusters = new(files);
        for (int bucket = 0; bucket < DatatroveMinHasher.Buckets; bucket++)
        {
            HashOf(clusters.PairFiles[bucket]).Should().Be(Expected($"dups14/{bucket:D5}_00.dups"));
        }

        for (int file = 0; file < files.Length; file++)
        {
            clusters.RemovedOf(file).Should().Equal(Golden["removed"]![file.ToString(System.Globalization.CultureInfo.InvariantCulture)]!.AsArray().Select(document => (int)document!));
        }
    }

    /// <summary>M3: the clusters of datatrove's own test, windows of 400 characters over one text.</summary>
    [Fact]
    public void Windows_of_one_text_cluster_as_in_datatrove_s_own_test()
    {
        string text = File.ReadAllText(Path.Combine(Folder(), "Golden", "datatrove-lorem-ipsum.txt"));
        int[][] clusters = [[0, 20, 50], [400, 420], [800, 810, 820, 840, 860], [1205, 1215, 1225, 1245], [1600], [2000]];
        (int Start, int Cluster)[] windows = [.. clusters.SelectMany((starts, cluster) => starts.Select(start => (start, cluster)))];

        DatatroveClusters found = new([[.. windows.Select(window => Hasher.Compute(text.Substring(window.Start, 400)))]]);

        windows.Select((window, document) => (window.Cluster, Root: found.RootOf(0, document))).GroupBy(pair => pair.Root).Select(group => group.Select(pair => pair.Cluster).ToArray())
            .Should().BeEquivalentTo(clusters.Select((starts, cluster) => Enumerable.Repeat(cluster, starts.Length).ToArray()));
        found.RemovedOf(0).Should().HaveCount(windows.Length - clusters.Length);
    }

    private static string Expected(string file) => (string)Golden["files"]![file]!;

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
