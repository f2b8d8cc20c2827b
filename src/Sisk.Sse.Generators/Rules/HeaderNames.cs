using System.Linq;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for names of headers.</summary>
internal static class HeaderNames
{
    /// <summary>Determines whether a name is a token (RFC 9110, section 5.6.2), as servers and clients require.</summary>
    public static bool IsValid(string name) => name.Length > 0 && name.All(static character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or '!' or '#' or '$' or '%' or '&' or '\'' or '*' or '+' or '-' or '.' or '^' or '_' or '`' or '|' or '~');
}
