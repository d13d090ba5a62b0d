// Makes the quickstart's sample data. Deterministic: documents are chosen by a hash of their id, never by chance.
//
//   dotnet run --project tools/QuickstartData -- CORPORA PACKAGES WHIRLWIND OUTPUT
//
// CORPORA    folder with enwiki-0{0,1,2}.jsonl.zst, novels.jsonl.zst, python-docs.jsonl.zst, debian-handbook-en.jsonl.gz,
//            package-descriptions-en.jsonl.zst, stackexchange-coffee.jsonl.gz, sms-spam.jsonl.gz (fields id, text, url)
// PACKAGES   folder where the Debian packages python3.11-doc, debian-handbook and debmake-doc were unpacked (dpkg-deb -x), one folder each
// WHIRLWIND  whirlwind.warc of commoncrawl/whirlwind-python (one Wikipedia page as Common Crawl fetched it)
// OUTPUT     pipelines/quickstart/data
using DataCuration.QuickstartData;

if (args.Length != 4)
{
    Console.Error.WriteLine("usage: QuickstartData CORPORA PACKAGES WHIRLWIND OUTPUT");
    return 2;
}

Corpora corpora = new(args[0]);
string output = args[3];
TextShards.Write(corpora, output);
await NovelShards.WriteAsync(corpora, output).ConfigureAwait(false);
WebShards.Write(corpora, args[1], args[2], output);
ReferenceSets.Write(corpora, output);

foreach (string file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    Console.WriteLine($"{new FileInfo(file).Length,10:N0}  {Path.GetRelativePath(output, file)}");
}

return 0;
