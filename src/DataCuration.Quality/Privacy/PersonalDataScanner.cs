using DataCuration.Documents;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Privacy;

/// <summary>Finds private data and what to put in its place. Reuses its buffers: one instance a thread.</summary>
/// <param name="options">Which kinds to look for.</param>
public sealed class PersonalDataScanner(PrivacyOptions options)
{
    private const ulong Salt = 0x5072697661637931;

    // Addresses that nobody has: RFC 2606 reserves the domain names, RFC 5737 the networks, the numbering plan 555-0100 to 555-0199.
    private static readonly string[] Emails = ["email@example.com", "firstname.lastname@example.org"];
    private static readonly string[] Addresses = ["192.0.2.17", "192.0.2.140", "198.51.100.23", "198.51.100.201", "203.0.113.6", "203.0.113.88"];
    private static readonly string[] Phones = ["202-555-0114", "303-555-0136", "404-555-0152", "512-555-0171"];
    private static readonly string[] Keys = ["SECRET_KEY"];

    private readonly List<PersonalSpan> _found = [];

    /// <summary>What a text holds, in its order, none overlapping. Valid until the next text.</summary>
    public IReadOnlyList<PersonalSpan> Scan(ReadOnlySpan<byte> utf8)
    {
        _found.Clear();
        if (options.Keys)
        {
            KeyParser.Find(utf8, _found);
        }

        if (options.Email)
        {
            EmailParser.Find(utf8, _found);
        }

        if (options.Ip)
        {
            IpParser.Find(utf8, _found);
        }

        if (options.Phone)
        {
            PhoneParser.Find(utf8, _found);
        }

        _found.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length));
        int kept = 0;
        int end = 0;
        for (int i = 0; i < _found.Count; i++)
        {
            if (_found[i].Start >= end)
            {
                end = _found[i].Start + _found[i].Length;
                _found[kept++] = _found[i];
            }
        }

        _found.RemoveRange(kept, _found.Count - kept);
        return _found;
    }

    /// <summary>The replacements of the spans that <see cref="Scan"/> found; which one depends on the document and the span's number in it alone.</summary>
    public IReadOnlyList<TextEdit> Edits(DocumentId id) =>
        [.. _found.Select((span, ordinal) => new TextEdit(RuleOf(span.Kind), span.Start, span.Length, Replacement(span.Kind, id, ordinal)))];

    /// <summary>The rule that a kind is edited by.</summary>
    public static string RuleOf(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.Email => "privacy.email",
        PersonalDataKind.Ip => "privacy.ip",
        PersonalDataKind.Phone => "privacy.phone",
        _ => "privacy.keys",
    };

    private static string Replacement(PersonalDataKind kind, DocumentId id, int ordinal)
    {
        string[] choices = kind switch
        {
            PersonalDataKind.Email => Emails,
            PersonalDataKind.Ip => Addresses,
            PersonalDataKind.Phone => Phones,
            _ => Keys,
        };
        return choices[StableHash.Of(id, Salt + (ulong)ordinal) % (ulong)choices.Length];
    }
}
