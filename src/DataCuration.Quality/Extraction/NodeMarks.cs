namespace DataCuration.Quality.Extraction;

/// <summary>What an element's names, role and style say about the text inside; what a run of characters needs to be read.</summary>
[Flags]
internal enum NodeMarks : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Not shown to a reader.</summary>
    Hidden = 1,

    /// <summary>Named as the body of an article.</summary>
    ArticleBody = 2,

    /// <summary>Named as an article or the main content.</summary>
    Main = 4,

    /// <summary>Named as comments of readers.</summary>
    Comments = 8,

    /// <summary>Named as a way to somewhere else: navigation, related pages, sharing, tags, pages of a list.</summary>
    Links = 16,

    /// <summary>Named as something of the site and not of the page: banner, footer, sidebar, advertising, consent, subscription.</summary>
    Site = 32,

    /// <summary>Named as facts about the text: author, date, caption, credit.</summary>
    About = 64,

    /// <summary>The characters are inside a link.</summary>
    InLink = 128,

    /// <summary>The characters hold a character reference.</summary>
    HasReferences = 256,

    /// <summary>Any name of something that is not the text.</summary>
    AnyBoilerplate = Comments | Links | Site | About,
}
