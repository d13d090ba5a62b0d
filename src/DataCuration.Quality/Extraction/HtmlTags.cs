using System.Collections.Frozen;

namespace DataCuration.Quality.Extraction;

/// <summary>What the HTML standard says about elements, as far as text needs it. Pure tables.</summary>
internal static class HtmlTags
{
    private const int NameLengthLimit = 16;

    private static readonly FrozenDictionary<string, HtmlTag> ByName = Enum.GetValues<HtmlTag>()
        .Where(tag => tag is not (HtmlTag.Text or HtmlTag.Other))
        .ToFrozenDictionary(tag => tag.ToString(), tag => tag, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly TagTraits[] Traits = CreateTraits();

    /// <summary>The element of a name in any case.</summary>
    public static HtmlTag Find(ReadOnlySpan<char> name) =>
        name.Length <= NameLengthLimit && Lookup.TryGetValue(name, out HtmlTag tag) ? tag : HtmlTag.Other;

    /// <summary>It never has content.</summary>
    public static bool IsVoid(HtmlTag tag) => Has(tag, TagTraits.Void);

    /// <summary>Its content is characters up to its own end tag.</summary>
    public static bool IsRawText(HtmlTag tag) => Has(tag, TagTraits.RawText);

    /// <summary>Nothing inside is text to read.</summary>
    public static bool IsWithoutText(HtmlTag tag) => Has(tag, TagTraits.WithoutText);

    /// <summary>It starts and ends a block of text.</summary>
    public static bool IsBlock(HtmlTag tag) => Has(tag, TagTraits.Block);

    /// <summary>Its start tag ends an open paragraph.</summary>
    public static bool EndsParagraph(HtmlTag tag) => Has(tag, TagTraits.EndsParagraph);

    /// <summary>End tags of elements outside do not reach through it.</summary>
    public static bool IsScopeBoundary(HtmlTag tag) => Has(tag, TagTraits.ScopeBoundary);

    /// <summary>A heading, <c>h1</c> to <c>h6</c>.</summary>
    public static bool IsHeading(HtmlTag tag) => tag is >= HtmlTag.H1 and <= HtmlTag.H6;

    private static bool Has(HtmlTag tag, TagTraits trait) => (Traits[(int)tag] & trait) != 0;

    private static TagTraits[] CreateTraits()
    {
        TagTraits[] traits = new TagTraits[Enum.GetValues<HtmlTag>().Length];
        void Add(TagTraits trait, string names)
        {
            foreach (string name in names.Split(' '))
            {
                traits[(int)ByName[name]] |= trait;
            }
        }

        Add(TagTraits.Void, "base br col embed hr img input link meta param source track wbr");
        Add(TagTraits.RawText, "script style xmp iframe noembed noframes noscript textarea title");
        Add(
            TagTraits.WithoutText,
            "script style noscript template svg canvas iframe object embed video audio map picture button select option optgroup input textarea "
            + "dialog title head frameset noframes noembed rp rt");
        Add(
            TagTraits.Block,
            "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
            + "h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre section summary table tbody tfoot thead tr ul caption xmp "
            + "td th");
        Add(
            TagTraits.EndsParagraph,
            "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
            + "hgroup hr main menu nav ol p pre section summary table ul xmp li dd dt listing plaintext");
        Add(TagTraits.ScopeBoundary, "caption html table td th object template");
        return traits;
    }

    [Flags]
    private enum TagTraits : byte
    {
        None = 0,
        Void = 1,
        RawText = 2,
        WithoutText = 4,
        Block = 8,
        EndsParagraph = 16,
        ScopeBoundary = 32,
    }
}
