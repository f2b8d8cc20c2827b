using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with parameters, services and handlers.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PullToken = new(
        DiagnosticIds.PullToken,
        "A pull stream cannot be canceled",
        "'{0}' is awaited without a token, so the stream can outlive its client. "
        + "Add a CancellationToken parameter to '{1}' and pass it on.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.PullToken + ".md");

    public static readonly DiagnosticDescriptor RestartedPull = new(
        DiagnosticIds.RestartedPull,
        "A pull stream starts again at each reconnect",
        "A browser that loses the connection gets all of '{0}' again. "
        + "Send ids and take a [LastEventId] parameter, or use a resumable [RoutePost].",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RestartedPull + ".md");

    public static readonly DiagnosticDescriptor DetachedRequest = new(
        DiagnosticIds.DetachedRequest,
        "A resumable stream takes the request",
        "'{0}' of '{1}' belongs to a request that may have ended, since a resumable stream goes on without it. "
        + "Take the values that are needed instead.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.DetachedRequest + ".md");

    public static readonly DiagnosticDescriptor ControllerConstructor = new(
        DiagnosticIds.ControllerConstructor,
        "Dependency injection cannot create the class",
        "{0}, so every request to its event streams fails. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ControllerConstructor + ".md");

    public static readonly DiagnosticDescriptor CollectionParameter = new(
        DiagnosticIds.CollectionParameter,
        "A collection is not read from the query",
        "Parameter '{0}' is requested from dependency injection, not read from the query. Use '{1}[]'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.CollectionParameter + ".md");

    public static readonly DiagnosticDescriptor TwoBodies = new(
        DiagnosticIds.TwoBodies,
        "Two parameters read the body",
        "'{0}' and '{1}' may both be the request body. Combine them in one type, or mark services with [FromServices].",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.TwoBodies + ".md");

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

    public static readonly DiagnosticDescriptor UnreadableBody = new(
        DiagnosticIds.UnreadableBody,
        "A body cannot be read from JSON",
        "'{0}' cannot be read from JSON: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnreadableBody + ".md");

    public static readonly DiagnosticDescriptor IdentifierText = new(
        DiagnosticIds.IdentifierText,
        "An identifier contains unescaped text",
        "'{0}' can contain '/' and so add segments to the identifier. Use Uri.EscapeDataString({0}).",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierText + ".md");

    public static readonly DiagnosticDescriptor ApplicationStreams = new(
        DiagnosticIds.ApplicationStreams,
        "The event streams of an application are not registered",
        "AddEventStreams does not register the event streams of the application '{0}' here. "
        + "Start the host of '{0}' instead, for example with WebApplicationFactory.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ApplicationStreams + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
