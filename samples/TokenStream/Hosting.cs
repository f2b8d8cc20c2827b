using Microsoft.Extensions.Primitives;

namespace TokenStream;

/// <summary>The address of the sample, and the page that it serves.</summary>
internal static class Hosting
{
    private static readonly StringValues _ownResourcesOnly = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>An address for when neither <c>--urls</c> nor the environment names one.</summary>
    public static void ListenUnlessTold(this WebApplicationBuilder builder, string address)
    {
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && builder.Configuration[WebHostDefaults.HttpPortsKey] is null)
        {
            builder.WebHost.UseUrls(address);
        }
    }

    /// <summary>Serves wwwroot, and lets the page load nothing from elsewhere.</summary>
    public static void UsePage(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = _ownResourcesOnly;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
    }
}
