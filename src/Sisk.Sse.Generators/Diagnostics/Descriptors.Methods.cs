using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with annotated methods, their parameters and their settings.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ReturnType = new(
        DiagnosticIds.ReturnType,
        "The return type is not an event stream",
        "'{0}' returns '{1}', which is not an event stream. Return EventStream<T>, IAsyncEnumerable<T>, EventSequence<T> or HttpResponse.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReturnType + ".md");

    public static readonly DiagnosticDescriptor Method = new(
        DiagnosticIds.Method,
        "A route cannot call the method",
        "A route cannot call '{0}': {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Method + ".md");

    public static readonly DiagnosticDescriptor Parameter = new(
        DiagnosticIds.Parameter,
        "A parameter cannot be bound",
        "Parameter '{0}' cannot be bound: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Parameter + ".md");

    public static readonly DiagnosticDescriptor HiddenAttribute = new(
        DiagnosticIds.HiddenAttribute,
        "An attribute is left out of an endpoint",
        "[{0}] is left out of the endpoint, because generated code cannot access a type that it names. "
        + "Make the type internal or public.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.HiddenAttribute + ".md");

    public static readonly DiagnosticDescriptor IgnoredSetting = new(
        DiagnosticIds.IgnoredSetting,
        "A setting of a route is ignored",
        "{0} of '{1}' has no effect, because {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IgnoredSetting + ".md");

    public static readonly DiagnosticDescriptor PullToken = new(
        DiagnosticIds.PullToken,
        "A pull stream cannot be canceled",
        "'{0}' is awaited without a token, so the stream can outlive its client. "
        + "Add a CancellationToken parameter to '{1}' and pass it on.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.PullToken + ".md");

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

    public static readonly DiagnosticDescriptor History = new(
        DiagnosticIds.History,
        "An event history setting is ignored or out of range",
        "{0}. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.History + ".md");

    public static readonly DiagnosticDescriptor RouteSetting = new(
        DiagnosticIds.RouteSetting,
        "A setting of a route is out of range",
        "{0} of '{1}' is out of range. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteSetting + ".md");

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

    public static readonly DiagnosticDescriptor UnreadableBody = new(
        DiagnosticIds.UnreadableBody,
        "A body cannot be read from JSON",
        "'{0}' cannot be read from JSON: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnreadableBody + ".md");
}
