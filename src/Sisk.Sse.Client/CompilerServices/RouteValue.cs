namespace Sisk.Sse.Client.CompilerServices;

/// <summary>The value of a parameter in an address.</summary>
/// <param name="name">The name of the parameter; empty if it is not known.</param>
/// <param name="start">The begin of the value in the address.</param>
/// <param name="end">The end of the value in the address.</param>
/// <param name="mayBeEmpty">True for a parameter that takes any number of segments.</param>
internal sealed class RouteValue(string name, int start, int end, bool mayBeEmpty)
{
    /// <summary>Rejects segments that <see cref="Uri"/> and servers would resolve to another address.</summary>
    /// <exception cref="ArgumentException">The value leads to another address.</exception>
    internal void ThrowIfElsewhere(string uri)
    {
        var path = uri.Split('?')[0];
        var first = start == 0 ? 0 : path.LastIndexOf('/', start - 1) + 1;
        var last = path.IndexOf('/', end) is >= 0 and var slash ? slash : path.Length;
        foreach (var segment in path.Substring(first, last - first).Split('/'))
        {
            if (segment is "." or "..")
            {
                throw Refuse($"makes '{segment}' a segment of the address, which leads to another one. Use another value.");
            }

            if (segment.Length == 0 && !mayBeEmpty)
            {
                throw Refuse("is empty, which leads to another address. Use a value, or null to leave an optional parameter out.");
            }
        }
    }

    private ArgumentException Refuse(string reason) =>
        name.Length == 0 ? new($"A parameter of the route {reason}") : new($"The parameter '{name}' of the route {reason}", name);
}
