namespace Sisk.Sse;

/// <summary>The HTTP method of a <see cref="Route"/>.</summary>
public enum RouteMethod
{
    /// <summary>GET, which a browser's <c>EventSource</c> uses.</summary>
    Get,

    /// <summary>POST.</summary>
    Post,

    /// <summary>PUT.</summary>
    Put,

    /// <summary>PATCH.</summary>
    Patch,

    /// <summary>DELETE.</summary>
    Delete,
}
