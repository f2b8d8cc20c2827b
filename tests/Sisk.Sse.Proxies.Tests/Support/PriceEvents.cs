namespace Sisk.Sse.Proxies.Tests.Support;

/// <summary>A stream behind proxies.</summary>
public sealed class PriceEvents
{
    /// <summary>The prices of a symbol.</summary>
    [RouteGet("/prices/{symbol}")]
    public EventStream<string> Watch(string symbol) => new();
}
