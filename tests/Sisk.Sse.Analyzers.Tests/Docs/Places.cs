namespace Sisk.Sse.Analyzers.Tests.Docs;

/// <summary>What is underlined in the wrong example of each page.</summary>
internal static class Places
{
    private static readonly Dictionary<string, string> _all = new()
    {
        ["SSE001"] = "string",
        ["SSE002"] = "Watch",
        ["SSE003"] = "Prices",
        ["SSE004"] = "{symbol",
        ["SSE005"] = "Symbol",
        ["SSE006"] = "prices-{symbol}",
        ["SSE007"] = "{code}",
        ["SSE008"] = "Bids",
        ["SSE009"] = "symbol",
        ["SSE010"] = "\"/prices/{code}\"",
        ["SSE011"] = "watch/{symbol}",
        ["SSE012"] = "double",
        ["SSE013"] = "Func<decimal>",
        ["SSE014"] = "Cancelled",
        ["SSE015"] = "\"price\\nchanged\"",
        ["SSE016"] = "OrderEvent",
        ["SSE017"] = "Price",
        ["SSE018"] = "AppendHeader",
        ["SSE019"] = "GetEventSource",
        ["SSE020"] = "Send",
        ["SSE021"] = "\"prices\"",
        ["SSE022"] = "KeepAlive",
        ["SSE023"] = "KeepAlive",
        ["SSE024"] = "TimeSpan.FromSeconds(0)",
        ["SSE025"] = "Watch",
        ["SSE026"] = "MapEventStreams",
        ["SSE030"] = "Watch",
        ["SSE040"] = "Watch",
        ["SSE050"] = "HttpGet(\"/prices\")",
        ["SSE051"] = "User",
        ["SSE052"] = "MapGet",
        ["SSE053"] = "Error",
        ["SSE054"] = "ReadAllAsync",
        ["SSE055"] = "integer",
        ["SSE056"] = "int",
        ["SSE057"] = "[controller]",
        ["SSE058"] = "string",
        ["SSE059"] = "List<string>",
        ["SSE060"] = "Settings",
        ["SSE061"] = "new ExpressOrder(1, 24)",
        ["SSE062"] = "Cancelled",
        ["SSE063"] = "EventName(\"order\")",
        ["SSE064"] = "RoutePrefix(\"/v2\")",
        ["SSE065"] = "KeepAliveAsync",
        ["SSE066"] = "-1",
        ["SSE067"] = "user",
        ["SSE068"] = "AddEventStreams",
    };

    public static string Of(string id) => _all[id];
}
