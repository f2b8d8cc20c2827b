using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with MVC beside event streams.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MvcRoute = new(
        DiagnosticIds.MvcRoute,
        "An MVC route attribute on an event stream",
        "MVC's [{0}] has no effect on the event stream '{1}'. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.MvcRoute + ".md");

    public static readonly DiagnosticDescriptor MvcContext = new(
        DiagnosticIds.MvcContext,
        "A property of ControllerBase in an event stream",
        "'{0}' is null in an event stream, because MVC does not create the controller. Take {1} as a parameter of '{2}'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.MvcContext + ".md");

    public static readonly DiagnosticDescriptor UnmappedStream = new(
        DiagnosticIds.UnmappedStream,
        "An event stream is returned by an ordinary endpoint",
        "{0} does not stream an EventStream<T>: it writes the object as JSON. Mark the method that returns it with [{1}] instead.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnmappedStream + ".md");

    public static readonly DiagnosticDescriptor MvcFilter = new(
        DiagnosticIds.MvcFilter,
        "An MVC filter on an event stream",
        "MVC's filter [{0}] does not run for the event stream '{1}'. Use an endpoint filter or an authorization policy.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.MvcFilter + ".md");
}
