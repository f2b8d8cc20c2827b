using System.Text;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The names that <c>JsonNamingPolicy</c> makes of words with a separator.</summary>
internal static class WordCase
{
    /// <summary><c>URLChanged2</c> gives <c>url_changed2</c>.</summary>
    public static string Join(string name, char separator, bool toUpper)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var character = name[i];
            if (!char.IsLetterOrDigit(character))
            {
                // What is between words separates them.
                if (text.Length > 0 && text[text.Length - 1] != separator)
                {
                    text.Append(separator);
                }

                continue;
            }

            if (i > 0 && text.Length > 0 && text[text.Length - 1] != separator && BeginsWord(name, i))
            {
                text.Append(separator);
            }

            text.Append(toUpper ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
        }

        return text.ToString().TrimEnd(separator);
    }

    private static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i])
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
