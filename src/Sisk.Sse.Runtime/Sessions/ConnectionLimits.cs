using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Sessions;

/// <summary>Finds the limited slots that a connection occupies: for its user, its address and the prefixes of its identifier.</summary>
internal sealed class ConnectionLimits(EventStreamOptions options)
{
    // The names of limits that are not the slots of a user, an address or a prefix.
    internal const string Connections = "connections";
    internal const string Identifier = "identifier";
    internal const string Shutdown = "shutdown";

    private const string AnySegment = "*";
    private const int NetworkBytes = 8;

    private readonly (string[] Segments, int Max)[] _prefixes =
        [.. options.MaxConnectionsByPrefix.Select(static limit => (limit.Key.Trim('/').Split('/'), limit.Value))];

    /// <summary>Returns the slots that a request occupies for its user and its address.</summary>
    internal ConnectionSlot[] SlotsOf(HttpContext context)
    {
        var slots = new List<ConnectionSlot>(0);
        if (options.MaxConnectionsPerUser is { } perUser && UserOf(context) is { } user)
        {
            slots.Add(new ConnectionSlot("user " + user, perUser, "user"));
        }

        if (options.MaxConnectionsPerAddress is { } perAddress && context.Connection.RemoteIpAddress is { } address)
        {
            slots.Add(new ConnectionSlot("address " + NetworkOf(address), perAddress, "address"));
        }

        return slots.Count == 0 ? [] : [.. slots];
    }

    /// <summary>Returns the slots that an identifier occupies for its prefixes.</summary>
    internal ConnectionSlot[] SlotsOf(string identifier)
    {
        var slots = new List<ConnectionSlot>(0);

        // Routes may be written with a slash at the start, and identifiers of streams have none.
        identifier = identifier.TrimStart('/');
        for (var i = 0; i < _prefixes.Length; i++)
        {
            var (segments, max) = _prefixes[i];
            if (TryMatch(identifier, segments, out var length))
            {
                // Each limit counts on its own, even if several match the same text.
                slots.Add(new ConnectionSlot($"prefix {i} {identifier.AsSpan(0, length)}", max, "prefix"));
            }
        }

        return slots.Count == 0 ? [] : [.. slots];
    }

    /// <summary>Returns what tells a signed-in user from others; null for anonymous users.</summary>
    internal static string? UserOf(HttpContext context) =>
        context.User is { Identity.IsAuthenticated: true } user
            ? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub") ?? user.Identity.Name
            : null;

    private static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        // One IPv6 customer has a whole network of addresses to choose from.
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }

    private static bool TryMatch(string identifier, string[] segments, out int length)
    {
        length = -1;
        foreach (var segment in segments)
        {
            var start = length + 1;
            if (start > identifier.Length)
            {
                return false;
            }

            length = IdentifierKey.EndOfSegment(identifier, start);
            if (segment != AnySegment && !identifier.AsSpan(start, length - start).SequenceEqual(segment))
            {
                return false;
            }
        }

        return true;
    }
}
