using System.Security.Cryptography;
using System.Text;

namespace DataCuration.Rephrasing.Styles;

/// <summary>
/// A prompt: an optional system message and a user message with the placeholder <c>{{document}}</c>. The file form has the lines
/// <c>## system</c> and <c>## user</c> before the two. Immutable.
/// </summary>
public sealed class PromptTemplate
{
    /// <summary>Where the document's text goes.</summary>
    public const string Placeholder = "{{document}}";

    private PromptTemplate(string id, string system, string user)
    {
        (Id, System, User) = (id, system, user);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{system}\0{user}")));
    }

    /// <summary>Name with version, for example <c>wrap-easy-1</c>.</summary>
    public string Id { get; }

    /// <summary>The system message; empty for none.</summary>
    public string System { get; }

    /// <summary>The user message with one placeholder.</summary>
    public string User { get; }

    /// <summary>SHA-256 of both messages, 64 hex digits: what tells two wordings apart.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the file form.</summary>
    /// <exception cref="FormatException">No user message, or not exactly one placeholder in it.</exception>
    public static PromptTemplate Parse(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder system = new();
        StringBuilder user = new();
        StringBuilder? section = null;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            section = line.TrimEnd() switch { "## system" => system, "## user" => user, _ => Append(section, line) };
        }

        PromptTemplate template = new(id, system.ToString().Trim(), user.ToString().Trim());
        int first = template.User.IndexOf(Placeholder, StringComparison.Ordinal);
        if (first < 0 || template.User.IndexOf(Placeholder, first + 1, StringComparison.Ordinal) >= 0)
            throw new FormatException(
                $"The prompt template '{id}' must have a line '## user' followed by a message with {Placeholder} exactly once: " +
                "that is where the document's text goes.");
        if (template.System.Contains(Placeholder, StringComparison.Ordinal))
            throw new FormatException(
                $"The prompt template '{id}' has {Placeholder} in its system message; web text belongs in the user message, where it is less trusted.");
        return template;

        StringBuilder? Append(StringBuilder? current, string line)
        {
            if (current is null && line.Trim().Length > 0)
                throw new FormatException(
                    $"The prompt template '{id}' has text before '## system' or '## user': \"{line}\". Put that line under one of the two.");
            current?.Append(line).Append('\n');
            return current;
        }
    }

    /// <summary>
    /// The user message for a segment. Replaced once, in one pass, so text that itself holds the placeholder is not expanded again; control characters but
    /// tab and newline are left out.
    /// </summary>
    public string Render(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        int at = User.IndexOf(Placeholder, StringComparison.Ordinal);
        StringBuilder text = new(User.Length + document.Length);
        text.Append(User, 0, at);
        foreach (char c in document)
        {
            if (!char.IsControl(c) || c is '\n' or '\t')
                text.Append(c);
        }

        return text.Append(User, at + Placeholder.Length, User.Length - at - Placeholder.Length).ToString();
    }
}
