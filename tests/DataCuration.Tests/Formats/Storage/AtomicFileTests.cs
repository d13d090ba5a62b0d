using System.Text;
using DataCuration.Formats.Storage;

namespace DataCuration.Tests.Formats.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datacuration-").FullName;

    private string Target => Path.Combine(_folder, "sub", "file.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_overload_writes_the_content_and_leaves_no_other_file()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Action[] writes =
        [
            () => AtomicFile.Write(Target, "été"),
            () => AtomicFile.Write(Target, "été"u8),
            () => AtomicFile.Write(Target, stream => stream.Write("été"u8)),
        ];
        Func<Task>[] asyncWrites =
        [
            () => AtomicFile.WriteAsync(Target, "été", token),
            () => AtomicFile.WriteAsync(Target, Encoding.UTF8.GetBytes("été"), token),
            () => AtomicFile.WriteAsync(Target, async (stream, t) => await stream.WriteAsync(Encoding.UTF8.GetBytes("été"), t), token),
        ];
        foreach (Func<Task> write in asyncWrites.Concat(writes.Select<Action, Func<Task>>(w => () => Task.Run(w, token))))
        {
            await write();

            (await File.ReadAllBytesAsync(Target, token)).Should().Equal("été"u8.ToArray());
            Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
            File.Delete(Target);
        }
    }

    [Fact]
    public async Task Failure_in_the_middle_keeps_the_old_file_and_leaves_no_other()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        AtomicFile.Write(Target, "old");

        Action write = () => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("stop");
        });
        Func<Task> writeAsync = () => AtomicFile.WriteAsync(Target, (_, _) => throw new InvalidOperationException("stop"), token);

        write.Should().Throw<InvalidOperationException>();
        await writeAsync.Should().ThrowAsync<InvalidOperationException>();
        (await File.ReadAllTextAsync(Target, token)).Should().Be("old");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
    }

    [Fact]
    public void Target_is_untouched_until_the_callback_returns_and_the_temporary_name_is_the_writers()
    {
        AtomicFile.Write(Target, "old");

        AtomicFile.Write(Target, stream =>
        {
            File.ReadAllText(Target).Should().Be("old");
            File.Exists(TemporaryOfThisProcess).Should().BeTrue();
            stream.Write("new"u8);
        });

        File.ReadAllText(Target).Should().Be("new");
    }

    private string TemporaryOfThisProcess => Path.Combine(_folder, "sub", $".file.json.{Environment.MachineName}-{Environment.ProcessId:x}.tmp");

    [Fact]
    public void Leftover_of_a_killed_process_does_not_disturb()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllText(TemporaryOfThisProcess, "a longer leftover than the new content");

        AtomicFile.Write(Target, "new");

        File.ReadAllText(Target).Should().Be("new");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).Should().Equal(Target);
    }
}
