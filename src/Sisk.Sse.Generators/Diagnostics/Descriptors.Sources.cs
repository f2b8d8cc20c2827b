using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with event sources in handlers.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor HeaderAfterSend = new(
        DiagnosticIds.HeaderAfterSend,
        "A header is added after the first event",
        "AppendHeader throws an exception after '{0}', which sends the headers. Call it earlier.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.HeaderAfterSend + ".md");

    public static readonly DiagnosticDescriptor NotClosed = new(
        DiagnosticIds.NotClosed,
        "An event source is neither closed nor disposed",
        "The event source is never closed or disposed. Declare it with 'using', or close it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotClosed + ".md");

    public static readonly DiagnosticDescriptor SendAfterClose = new(
        DiagnosticIds.SendAfterClose,
        "An event is sent after the source is closed",
        "'{0}' sends nothing after the source is closed. Send before closing.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.SendAfterClose + ".md");

    public static readonly DiagnosticDescriptor ReturnsAtOnce = new(
        DiagnosticIds.ReturnsAtOnce,
        "An identified source ends at once",
        "The handler returns at once, so nothing can find this source by its identifier. "
        + "Await KeepAliveAsync first, or pass no identifier.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReturnsAtOnce + ".md");

    public static readonly DiagnosticDescriptor BlockingInAsync = new(
        DiagnosticIds.BlockingInAsync,
        "A blocking wait in an async method",
        "'{0}' blocks a thread pool thread. Use 'await {1}'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BlockingInAsync + ".md");

    public static readonly DiagnosticDescriptor BlockingHandler = new(
        DiagnosticIds.BlockingHandler,
        "A blocking wait in a handler that could await",
        "'{0}' occupies a thread for each connected client. Make the handler async and use 'await {1}'.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BlockingHandler + ".md");

    public static readonly DiagnosticDescriptor PingInterval = new(
        DiagnosticIds.PingInterval,
        "A ping interval is out of range",
        "The ping interval {0} is {1}. Use 5 to 30 seconds, as proxies close quiet connections after about a minute.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.PingInterval + ".md");

    public static readonly DiagnosticDescriptor NotAwaited = new(
        DiagnosticIds.NotAwaited,
        "A wait is not awaited",
        "'{0}' is not awaited, so the stream ends at once. Make the handler async and await it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotAwaited + ".md");

    public static readonly DiagnosticDescriptor ReturnedResponse = new(
        DiagnosticIds.ReturnedResponse,
        "A handler returns the response",
        "The response is written as JSON, which fails on every request. Return nothing, or map the handler with 'app += new Route(…)'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReturnedResponse + ".md");
}
