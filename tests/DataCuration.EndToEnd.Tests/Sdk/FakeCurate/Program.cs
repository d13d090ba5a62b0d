// Keeps curate's contract with the build. Every start adds a file to FAKE_JOURNAL, whose name is the order and whose text is the
// command line. FAKE_BEHAVIOUR is "STAGE=BEHAVIOUR", where BEHAVIOUR is an exit code, "diagnose", or "wait" (for the stop file).
using System.Text.Json;

string journal = Environment.GetEnvironmentVariable("FAKE_JOURNAL")!;
Directory.CreateDirectory(journal);
File.WriteAllText(Path.Combine(journal, $"{Directory.GetFiles(journal).Length:D4}"), string.Join(' ', args));
JsonDocument.Parse(File.ReadAllBytes(args[1])).Dispose();
string stage = args[0] == "check" ? "check" : Option("--until");
string[] behaviour = (Environment.GetEnvironmentVariable("FAKE_BEHAVIOUR") ?? "=").Split('=');
string doing = behaviour[0] == stage ? behaviour[1] : "";
if (stage != "check")
{
    string work = Option("--work");
    Directory.CreateDirectory(Path.Combine(work, "state"));
    if (stage == "materialise")
    {
        Directory.CreateDirectory(Path.Combine(work, "dataset"));
        File.WriteAllText(Path.Combine(work, "dataset/part-00000.parquet"), "part");
        File.WriteAllText(Path.Combine(work, "dataset/manifest.json"), "{}");
    }

    if (stage == "report")
    {
        Directory.CreateDirectory(Path.Combine(work, "report"));
        File.WriteAllText(Path.Combine(work, "report/index.html"), "<html></html>");
    }
}

Console.WriteLine($"{stage}: 3 documents, 0.1 s");
switch (doing)
{
    case "diagnose":
        Console.WriteLine("curate: warning DC1001: A shard {0} is empty.");
        Console.Error.WriteLine($"{args[1]}(2,5): error DC2001: The threshold is 7; it must be at most 1.");
        return 2;
    case "wait":
        string stop = Option("--stop-file");
        using (FileSystemWatcher watcher = new(Path.GetDirectoryName(stop)!))
        {
            Console.WriteLine("waiting for the stop file");
            if (!File.Exists(stop))
            {
                watcher.WaitForChanged(WatcherChangeTypes.Created, 20_000);
            }
        }

        File.WriteAllText(Path.Combine(Option("--work"), "saved"), File.Exists(stop) ? "stopped" : "timed out");
        return 130;
    default:
        return doing.Length > 0 ? int.Parse(doing, System.Globalization.CultureInfo.InvariantCulture) : 0;
}

string Option(string name) => args[Array.IndexOf(args, name) + 1];
