using System.Linq;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The names of headers.</summary>
internal static class HeaderNames
{
    /// <summary>Determines whether the name is a token (RFC 9110, section 5.6.2): servers and clients refuse any other.</summary>
    public static bool IsValid(string name) => name.Length > 0 && name.All(static character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or '!' or '#' or '$' or '%' or '&' or '\'' or '*' or '+' or '-' or '.' or '^' or '_' or '`' or '|' or '~');
}
