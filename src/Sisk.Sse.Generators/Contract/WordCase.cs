using System.Globalization;
using System.Text;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Applies the naming policies that separate words, as <c>JsonNamingPolicy</c> does.</summary>
internal static class WordCase
{
    /// <summary>Converts a name: <c>URLChanged2</c> gives <c>url_changed2</c>. Characters other than letters and digits stay.</summary>
    public static string Join(string name, char separator, bool toUpper)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var character = name[i];
            if (char.IsUpper(character) && i > 0 && BeginsWord(name, i))
            {
                text.Append(separator);
            }

            var isCased = char.IsUpper(character) || char.IsLower(character);
            text.Append(!isCased ? character : toUpper ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
        }

        return text.ToString();
    }

    /// <summary>
    /// Determines whether a word begins. The last of several capital letters begins a word if a lower-case letter follows.
    /// </summary>
    private static bool BeginsWord(string name, int i) => char.GetUnicodeCategory(name[i - 1]) switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => true,
        UnicodeCategory.UppercaseLetter => i + 1 < name.Length && char.IsLower(name[i + 1]),
        _ => false,
    };
}
