using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Publishing;

/// <summary>
/// The id of a request, by which a repeated one is recognized: the header <c>Idempotency-Key</c>
/// (draft-ietf-httpapi-idempotency-key-header). Users do not share keys.
/// </summary>
/// <param name="Id">The hash of the user and the key.</param>
/// <param name="Fingerprint">The hash of the stream and the body, which a repeated request must have, too.</param>
internal sealed record IdempotencyKey(string Id, string Fingerprint)
{
    internal const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>Gets the id by which a shared log recognizes the events on every server.</summary>
    internal string OnceId => "once-" + Hash($"{Id} {Fingerprint}")[..32];

    /// <summary>Reads the key of a request; null if it has none.</summary>
    /// <exception cref="PublishProblem">The key is not valid.</exception>
    internal static IdempotencyKey? Read(HttpContext context, string stream, ReadOnlySpan<byte> body)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
        {
            return null;
        }

        // The draft writes a key in quotation marks, and many clients leave them out. A comma outside of them separates two keys.
        var text = values.Count == 1 ? values[0]!.Trim() : "";
        var isQuoted = text is ['"', _, .., '"'];
        var key = isQuoted ? text[1..^1] : text;
        if (key.Length is 0 or > MaxLength || key.AsSpan().ContainsAnyExceptInRange('\x20', '\x7e')
            || key.AsSpan().ContainsAny(isQuoted ? "\"\\" : "\"\\,"))
        {
            throw new PublishProblem(
                StatusCodes.Status400BadRequest,
                $"The header '{Header}' is not valid.",
                $"Send one key of 1 to {MaxLength} visible ASCII characters, such as a UUID, alone or in quotation marks.");
        }

        var user = ConnectionLimits.UserOf(context);
        return new IdempotencyKey(
            Hash(string.Create(CultureInfo.InvariantCulture, $"{user?.Length ?? -1} {user}{key}")),
            Hash($"{stream} {Convert.ToHexStringLower(SHA256.HashData(body))}"));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
