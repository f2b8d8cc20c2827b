using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>
/// All diagnostics. An error means that nothing can be generated, a warning that the code compiles and fails at run time.
/// </summary>
internal static partial class Descriptors
{
    private const string Category = "Sisk.Sse";
    private const string HelpLink = "https://github.com/sisk-http/sisk-sse/blob/main/docs/diagnostics/";

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

    public static readonly DiagnosticDescriptor Controller = new(
        DiagnosticIds.Controller,
        "A route cannot create the class",
        "The event streams of '{0}' have no routes: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Controller + ".md");

    public static readonly DiagnosticDescriptor RouteTemplate = new(
        DiagnosticIds.RouteTemplate,
        "The route template is not valid",
        "The route template '{0}' {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteTemplate + ".md");

    public static readonly DiagnosticDescriptor Parameter = new(
        DiagnosticIds.Parameter,
        "A parameter cannot be bound",
        "Parameter '{0}' cannot be bound: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Parameter + ".md");

    public static readonly DiagnosticDescriptor IdentifierTemplate = new(
        DiagnosticIds.IdentifierTemplate,
        "The identifier template is not valid",
        "The identifier template '{0}' {1}. Write segments separated by '/', each literal text or one '{{parameter}}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierTemplate + ".md");

    public static readonly DiagnosticDescriptor IdentifierParameter = new(
        DiagnosticIds.IdentifierParameter,
        "The identifier names an unknown parameter",
        "The identifier names '{0}', but {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierParameter + ".md");

    public static readonly DiagnosticDescriptor BroadcastSignature = new(
        DiagnosticIds.BroadcastSignature,
        "Two streams have the same broadcast method",
        "'{0}' has the same broadcast method '{1}' as '{2}'. Give one of them a Name or an event type of its own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BroadcastSignature + ".md");

    public static readonly DiagnosticDescriptor RouteParameter = new(
        DiagnosticIds.RouteParameter,
        "A route parameter is not used",
        "Route parameter '{0}' is not used by '{1}'. Add it to the method, or remove it from the route.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteParameter + ".md");

    public static readonly DiagnosticDescriptor DuplicateRoute = new(
        DiagnosticIds.DuplicateRoute,
        "Two methods have the same route",
        "{0} has the same route as {1}, {2}, so requests fail as ambiguous. Change one of them.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.DuplicateRoute + ".md");

    public static readonly DiagnosticDescriptor EqualIdentifiers = new(
        DiagnosticIds.EqualIdentifiers,
        "The identifiers of two streams can be equal",
        "The identifier of '{0}' can be equal to that of '{1}': the later connection would replace the earlier. "
        + "Begin each with a literal segment of its own.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EqualIdentifiers + ".md");

    public static readonly DiagnosticDescriptor UnstableKey = new(
        DiagnosticIds.UnstableKey,
        "A key has no stable text",
        "{1} has no canonical text form, so it cannot be the key '{0}'. Override ToString, or use an integer, string, Guid or enum.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnstableKey + ".md");

    public static readonly DiagnosticDescriptor EventType = new(
        DiagnosticIds.EventType,
        "An event type cannot be created or serialized",
        "'{0}' cannot be an event: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EventType + ".md");

    public static readonly DiagnosticDescriptor DuplicateEventName = new(
        DiagnosticIds.DuplicateEventName,
        "Two events of a stream have the same name",
        "'{0}' has the same event name '{1}' as '{2}'. Give one of them another name with [EventName].",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.DuplicateEventName + ".md");

    public static readonly DiagnosticDescriptor EventNameText = new(
        DiagnosticIds.EventNameText,
        "An event name has a line break",
        "The event name of '{0}' {1}, so sending it throws an exception. Use a single line of text.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EventNameText + ".md");

    public static readonly DiagnosticDescriptor EmptyHierarchy = new(
        DiagnosticIds.EmptyHierarchy,
        "An event hierarchy has no events",
        "'{0}' is {1} without accessible concrete types, so there is nothing to send. "
        + "Nest its events in it, or name them with [JsonDerivedType].",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EmptyHierarchy + ".md");

    public static readonly DiagnosticDescriptor SerializerContext = new(
        DiagnosticIds.SerializerContext,
        "An event or a body is not in a JsonSerializerContext",
        "{0} is not in a JsonSerializerContext, so {1} it fails when the project is published {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.SerializerContext + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

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

    public static readonly DiagnosticDescriptor NotMapped = new(
        DiagnosticIds.NotMapped,
        "The event streams of the project are never mapped",
        "'{0}' has no route, because this project never calls MapEventStreams. Call app.MapEventStreams().",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotMapped + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotAdded = new(
        DiagnosticIds.NotAdded,
        "Event streams are mapped, but not added",
        "MapEventStreams throws an exception at startup without AddEventStreams. Call builder.Services.AddEventStreams() first.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotAdded + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Exclusive = new(
        DiagnosticIds.Exclusive,
        "A stream cannot be exclusive",
        "'{0}' is marked Exclusive, but {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Exclusive + ".md");
}
