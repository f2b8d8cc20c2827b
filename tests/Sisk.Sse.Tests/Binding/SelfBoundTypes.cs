using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Binding;

/// <summary>A type with both <c>BindAsync</c> and <c>TryParse</c>. <c>BindAsync</c> wins unless an attribute names the source.</summary>
public sealed record Tenant(string Name, string By)
{
    /// <summary>The value for which <c>BindAsync</c> throws.</summary>
    internal const string Unwelcome = "unwelcome";

    public static ValueTask<Tenant?> BindAsync(HttpContext context) => (string?)context.Request.Query["t"] switch
    {
        null => new(default(Tenant)),
        Unwelcome => throw new InvalidOperationException(Unwelcome),
        var name => new(new Tenant(name, "request")),
    };

    public static bool TryParse(string text, out Tenant tenant)
    {
        tenant = new Tenant(text, "text");
        return true;
    }
}

/// <summary>A structure whose <c>BindAsync</c> may return null.</summary>
public readonly record struct Cursor(int Place)
{
    public static async ValueTask<Cursor?> BindAsync(HttpContext context)
    {
        await Task.Yield();
        return int.TryParse(context.Request.Query["at"], out var place) ? new Cursor(place) : null;
    }
}

/// <summary>A structure whose <c>BindAsync</c> always returns a value.</summary>
public readonly record struct Zone(string Name)
{
    public static ValueTask<Zone> BindAsync(HttpContext context) => new(new Zone("utc"));
}

public abstract record Named<T>
    where T : Named<T>, new()
{
    public string Name { get; init; } = "";

    public static ValueTask<T?> BindAsync(HttpContext context) =>
        new((string?)context.Request.Query["name"] is { } name ? new T { Name = name } : null);
}

public sealed record Region : Named<Region>;

public sealed record Visit(int Id, Tenant Tenant);

/// <summary>Reads the request body and rewinds it, so that another parameter can be bound to it.</summary>
public sealed record Draft(int Length)
{
    public static async ValueTask<Draft?> BindAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        return new Draft(text.Length);
    }
}
