// Secrets that their services gave a form of their own, so that a match is a secret and nothing else: a known prefix, then a run of key characters of a known length.
// Forms as the services publish them (AWS, GitHub, GitLab, Google, Slack, Stripe, npm, Hugging Face, OpenAI, Anthropic), and private keys in PEM. Passwords in running
// text have no form and are not looked for. Cost: one vectorised search a prefix.
using System.Buffers;

namespace DataCuration.Quality.Privacy;

/// <summary>Finds secret keys. Pure.</summary>
internal static class KeyParser
{
    private static readonly SearchValues<byte> UpperOrDigit = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);
    private static readonly SearchValues<byte> AlphaNumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);
    private static readonly SearchValues<byte> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    private static readonly (byte[] Prefix, SearchValues<byte> Characters, int Min, int Max)[] Forms =
    [
        ("AKIA"u8.ToArray(), UpperOrDigit, 16, 16),
        ("ASIA"u8.ToArray(), UpperOrDigit, 16, 16),
        ("ghp_"u8.ToArray(), AlphaNumeric, 36, 255),
        ("gho_"u8.ToArray(), AlphaNumeric, 36, 255),
        ("ghs_"u8.ToArray(), AlphaNumeric, 36, 255),
        ("ghu_"u8.ToArray(), AlphaNumeric, 36, 255),
        ("github_pat_"u8.ToArray(), Token, 82, 82),
        ("glpat-"u8.ToArray(), Token, 20, 64),
        ("AIza"u8.ToArray(), Token, 35, 35),
        ("xoxb-"u8.ToArray(), Token, 24, 255),
        ("xoxp-"u8.ToArray(), Token, 24, 255),
        ("sk_live_"u8.ToArray(), AlphaNumeric, 24, 255),
        ("rk_live_"u8.ToArray(), AlphaNumeric, 24, 255),
        ("npm_"u8.ToArray(), AlphaNumeric, 36, 36),
        ("hf_"u8.ToArray(), AlphaNumeric, 34, 40),
        ("sk-proj-"u8.ToArray(), Token, 40, 255),
        ("sk-ant-"u8.ToArray(), Token, 40, 255),
    ];

    public static void Find(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        foreach ((byte[] prefix, SearchValues<byte> characters, int min, int max) in Forms)
        {
            for (int from = 0; from < utf8.Length;)
            {
                int start = utf8[from..].IndexOf(prefix);
                if (start < 0)
                {
                    break;
                }

                start += from;
                int body = start + prefix.Length;
                int length = utf8[body..].IndexOfAnyExcept(characters);
                length = length < 0 ? utf8.Length - body : length;
                bool isAlone = start == 0 || !Token.Contains(utf8[start - 1]);
                if (isAlone && length >= min && length <= max)
                {
                    found.Add(new PersonalSpan(PersonalDataKind.Key, start, prefix.Length + length));
                }

                from = body + length;
            }
        }

        FindPem(utf8, found);
    }

    private static void FindPem(ReadOnlySpan<byte> utf8, List<PersonalSpan> found)
    {
        for (int from = 0; from < utf8.Length;)
        {
            int start = utf8[from..].IndexOf("-----BEGIN "u8);
            if (start < 0)
            {
                return;
            }

            start += from;
            from = start + 1;
            ReadOnlySpan<byte> rest = utf8[start..];
            int headEnd = rest.IndexOf("PRIVATE KEY-----"u8);
            int tail = headEnd is < 0 or > 40 ? -1 : rest[headEnd..].IndexOf("-----END "u8);
            int tailEnd = tail < 0 ? -1 : rest[(headEnd + tail)..].IndexOf("PRIVATE KEY-----"u8);
            if (tailEnd >= 0 && tailEnd < 40)
            {
                int length = headEnd + tail + tailEnd + "PRIVATE KEY-----".Length;
                found.Add(new PersonalSpan(PersonalDataKind.Key, start, length));
                from = start + length;
            }
        }
    }
}
