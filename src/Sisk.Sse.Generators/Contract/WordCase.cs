using System.Globalization;
using System.Text;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The names that <c>JsonNamingPolicy</c> makes of words with a separator.</summary>
internal static class WordCase
{
    /// <summary><c>URLChanged2</c> gives <c>url_changed2</c>. Characters that are neither letters nor digits stay as they are.</summary>
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

    /// <summary>The last of several capital letters begins a word if a small one follows.</summary>
    private static bool BeginsWord(string name, int i) => char.GetUnicodeCategory(name[i - 1]) switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => true,
        UnicodeCategory.UppercaseLetter => i + 1 < name.Length && char.IsLower(name[i + 1]),
        _ => false,
    };
}
