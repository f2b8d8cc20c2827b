using System.Security.Cryptography;
using System.Text;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>The names of notification channels. They are hashes, since a name of PostgreSQL has at most 63 bytes.</summary>
internal static class ChannelName
{
    private const int HashLength = 16;

    internal static string Of(string schema, string log) =>
        "sisk_sse_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{schema}\n{log}")), 0, HashLength);
}
