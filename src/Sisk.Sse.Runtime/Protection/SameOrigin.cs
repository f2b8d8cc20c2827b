using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Protection;

/// <summary>
/// Refuses requests that another site has a signed-in operator's browser send. Browsers say in <c>Sec-Fetch-Site</c> which page a request
/// comes from, and no script can set that header. Over plain HTTP, where they do not send it, they send <c>Origin</c> with each POST.
/// </summary>
internal static class SameOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Returns true if a request comes from a page of this server, or from a program that is no browser.</summary>
    internal static bool Has(HttpRequest request)
    {
        if (request.Headers.TryGetValue(FetchSite, out var site))
        {
            return site == "same-origin";
        }

        return !request.Headers.TryGetValue("Origin", out var origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var address)
                && HostString.FromUriComponent(address) is var host
                && string.Equals(host.Value, Normalize(request), StringComparison.OrdinalIgnoreCase)
                && string.Equals(address.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Gets the host and the port of a request, without a port that its scheme implies.</summary>
    private static string Normalize(HttpRequest request) =>
        request.Host is { Port: 80 or 443 } host && host.Port == (request.IsHttps ? 443 : 80) ? host.Host : request.Host.Value ?? "";
}
