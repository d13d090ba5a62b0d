using System.Buffers.Binary;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Npy;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.ImageText;

/// <summary>Uid files are what numpy.save writes for the dtype u8,u8, byte for byte.</summary>
public sealed class UidFileTests
{
    private static readonly DocumentId[] GoldenUids =
    [
        new(new UInt128(1, 5)), new(new UInt128(1, ulong.MaxValue)), new(new UInt128(0x0123456789abcdef, 2)),
    ];

    [Fact]
    public void File_of_three_uids_has_the_golden_bytes()
    {
        using TemporaryFolder folder = new();
        byte[] expected =
        [
            0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 0x01, 0x00, 0x76, 0x00,
            .. Encoding.ASCII.GetBytes("{'descr': [('f0', '<u8'), ('f1', '<u8')], 'fortran_order': False, 'shape': (3,), }".PadRight(117) + "\n"),
            .. Convert.FromHexString("0100000000000000" + "0500000000000000" + "0100000000000000" + "ffffffffffffffff" + "efcdab8967452301" + "0200000000000000"),
        ];

        byte[] written = File.ReadAllBytes(Write(folder, GoldenUids));

        expected.Should().HaveCount(176);
        written.Should().Equal(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_999)]
    public void Header_has_the_same_length_for_every_count(int count)
    {
        using TemporaryFolder folder = new();

        byte[] written = File.ReadAllBytes(Write(folder, [.. Enumerable.Range(0, count).Select(number => new DocumentId((UInt128)(ulong)number))]));

        written.Should().HaveCount(128 + (16 * count));
        written[127].Should().Be((byte)'\n');
        Encoding.ASCII.GetString(written, 10, 118).Should().Contain($"'shape': ({count},)");
    }

    [Fact]
    public void What_is_written_is_read_again_with_repetitions()
    {
        using TemporaryFolder folder = new();
        DocumentId[] uids = [GoldenUids[0], GoldenUids[0], GoldenUids[1], GoldenUids[2], GoldenUids[2], GoldenUids[2]];

        string path = Write(folder, uids);

        Read(path).Should().Equal(uids);
    }

    [Fact]
    public void Order_is_unsigned()
    {
        using TemporaryFolder folder = new();
        using UidFileWriter writer = new(Path.Combine(folder.Path, "a.npy"));
        writer.Add(new DocumentId(new UInt128(0xffff_ffff_ffff_0000, 1)));

        Action smaller = () => writer.Add(new DocumentId(new UInt128(5, 1)));

        smaller.Should().Throw<ArgumentException>("5 comes before 0xffff..., which a signed comparison denies");
    }

    [Fact]
    public void File_that_was_not_completed_does_not_exist()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.npy");

        using (UidFileWriter writer = new(path))
        {
            writer.Add(GoldenUids[0]);
        }

        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Later_versions_of_the_format_are_read(byte version)
    {
        using TemporaryFolder folder = new();
        byte[] golden = File.ReadAllBytes(Write(folder, GoldenUids));
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, 118);
        string path = Path.Combine(folder.Path, "later.npy");
        File.WriteAllBytes(path, [.. golden[..6], version, 0, .. length, .. golden[10..]]);

        Read(path).Should().Equal(GoldenUids);
    }

    [Theory]
    [InlineData("signed", "[('f0', '<i8'), ('f1', '<i8')]")]
    [InlineData("flat", "'<u8'")]
    [InlineData("shape", "one dimension")]
    [InlineData("short", "claims 3 uids")]
    [InlineData("text", "does not begin as a .npy file does")]
    [InlineData("unsorted", "smaller than the one before")]
    public void Other_files_are_DC2131(string damage, string expected)
    {
        using TemporaryFolder folder = new();
        byte[] golden = File.ReadAllBytes(Write(folder, GoldenUids));
        string header = Encoding.ASCII.GetString(golden, 10, 118);
        byte[] damaged = damage switch
        {
            "signed" => [.. golden[..10], .. Encoding.ASCII.GetBytes(header.Replace("<u8", "<i8", StringComparison.Ordinal)), .. golden[128..]],
            "flat" => [.. golden[..10], .. Encoding.ASCII.GetBytes(header.Replace("[('f0', '<u8'), ('f1', '<u8')]", "'<u8'".PadRight(30), StringComparison.Ordinal)), .. golden[128..]],
            "shape" => [.. golden[..10], .. Encoding.ASCII.GetBytes(header.Replace("(3,), } ", "(3, 1), }", StringComparison.Ordinal)[..118]), .. golden[128..]],
            "short" => golden[..^1],
            "text" => "run,pool,unique_tokens"u8.ToArray(),
            _ => [.. golden[..128], .. golden[160..], .. golden[128..160]],
        };
        string path = Path.Combine(folder.Path, "damaged.npy");
        File.WriteAllBytes(path, damaged);

        Action read = () => Read(path);

        Diagnostic problem = read.Should().Throw<DiagnosticException>().Which.Diagnostics.Single();
        problem.Code.Should().Be("DC2131");
        problem.ToString().Should().Contain(expected).And.Contain("damaged.npy");
    }

    private static string Write(TemporaryFolder folder, DocumentId[] uids)
    {
        string path = Path.Combine(folder.Path, "uids.npy");
        using UidFileWriter writer = new(path);
        Array.ForEach(uids, writer.Add);
        writer.Complete();
        return path;
    }

    internal static List<DocumentId> Read(string path)
    {
        using UidFileReader reader = new(path);
        List<DocumentId> uids = [];
        while (reader.MoveNext()) uids.Add(reader.Current);
        return uids;
    }
}
