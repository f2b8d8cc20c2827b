using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>
/// The names in the tables: of logs, runs, servers and counts. An entry of an index has at most 2,700 bytes, text has no NUL, and a
/// database may have an encoding without some characters, so any other name than a short one in ASCII is stored as its hash.
/// </summary>
internal static class StoredName
{
    private const int MaxLength = 512;

    /// <summary>The first character of a hash. A name that begins with it is stored as its hash, too, so no two names become one.</summary>
    private const char HashMark = '#';

    internal static string Of(string name) => IsStorable(name)
        ? name
        : HashMark + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan())));

    private static bool IsStorable(string name) =>
        name.Length <= MaxLength && !name.StartsWith(HashMark) && !name.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
