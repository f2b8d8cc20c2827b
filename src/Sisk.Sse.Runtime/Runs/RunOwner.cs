using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Runs;

/// <summary>The owner of a run, who may follow and stop it: the user who began it, on the path where it began.</summary>
/// <param name="Path">The path of the request.</param>
/// <param name="User">The user; null for anonymous users.</param>
internal sealed record RunOwner(string Path, string? User)
{
    /// <summary>Gets a text that is the same for the same owner. It does not tell the user's name.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{User?.Length ?? -1} {User}{Path}"))));

    internal static RunOwner Of(HttpContext context) =>
        new(context.Request.PathBase + context.Request.Path, ConnectionLimits.UserOf(context));
}
