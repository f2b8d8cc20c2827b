namespace Sisk.Sse.Client.CompilerServices;

/// <summary>
/// The values of a header that has several. ASP.NET Core separates them at commas that are not in quotes, and trims them. It has no escape
/// for a quotation mark.
/// </summary>
internal static class HeaderList
{
    /// <summary>Returns a value as it is written into the list.</summary>
    /// <exception cref="ArgumentException">The server would not read the value as it is.</exception>
    internal static string Item(string name, string text)
    {
        var needsQuotes = text.IndexOf(',') >= 0 || text.Trim().Length < text.Length;
        var marks = text.Count(static character => character == '"');
        if (marks > 0 && (needsQuotes || marks % 2 == 1 || text[0] == '"'))
        {
            throw new ArgumentException(
                $"The header '{name}' cannot list '{text}' with other values, because of its quotation mark. Use another value.", name);
        }

        return needsQuotes ? $"\"{text}\"" : text;
    }
}
