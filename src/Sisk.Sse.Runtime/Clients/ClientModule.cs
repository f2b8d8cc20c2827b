using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Sisk.Sse.Clients;

/// <summary>One of the files of the JavaScript client, made when it is first asked for.</summary>
internal sealed class ClientModule(string contentType, Func<string> emit)
{
    private readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> _content = new(() =>
    {
        var bytes = Encoding.UTF8.GetBytes(emit());
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""));
    });

    /// <summary>Serves the file. A browser asks again each time, and is told that nothing has changed.</summary>
    public Task ServeAsync(HttpContext context)
    {
        var (bytes, tag) = _content.Value;
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(bytes, contentType, entityTag: tag).ExecuteAsync(context);
    }
}
