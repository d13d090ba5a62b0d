namespace DataCuration.Quality.Privacy;

/// <summary>What kind of private data was found.</summary>
public enum PersonalDataKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A public IPv4 address.</summary>
    Ip,

    /// <summary>A telephone number in the form of North America.</summary>
    Phone,

    /// <summary>A secret key or token of a well-known service, or a private key in PEM form.</summary>
    Key,
}
