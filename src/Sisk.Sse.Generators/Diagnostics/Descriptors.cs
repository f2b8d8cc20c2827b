using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>Every diagnostic: an error where something cannot be generated, a warning where it compiles and misbehaves.</summary>
internal static class Descriptors
{
    private const string Category = "Sisk.Sse";
    private const string HelpLink = "https://github.com/sisk-http/sisk-sse/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor ReturnType = new(
        DiagnosticIds.ReturnType,
        "The return type is no event stream",
        "'{0}' returns '{1}', which is no event stream. Return EventStream<T> (fed by broadcasts), IAsyncEnumerable<T> (ends with the enumeration) or HttpResponse, the first and the last also in a Task.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReturnType + ".md");

    public static readonly DiagnosticDescriptor Method = new(
        DiagnosticIds.Method,
        "A route cannot call the method",
        "'{0}' cannot be called by a route: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Method + ".md");

    public static readonly DiagnosticDescriptor Controller = new(
        DiagnosticIds.Controller,
        "A type with event streams cannot be created by a route",
        "The event streams of '{0}' get no routes: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Controller + ".md");

    public static readonly DiagnosticDescriptor RouteTemplate = new(
        DiagnosticIds.RouteTemplate,
        "The route template does not parse",
        "The route template '{0}' {1}; mend it, or no route can be made of it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteTemplate + ".md");

    public static readonly DiagnosticDescriptor Parameter = new(
        DiagnosticIds.Parameter,
        "A parameter cannot be given a value",
        "Parameter '{0}' cannot be given a value: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Parameter + ".md");

    public static readonly DiagnosticDescriptor IdentifierTemplate = new(
        DiagnosticIds.IdentifierTemplate,
        "The identifier template does not parse",
        "The identifier template '{0}' {1}; use segments joined by '/', each one literal text or one whole '{{parameter}}'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierTemplate + ".md");

    public static readonly DiagnosticDescriptor IdentifierParameter = new(
        DiagnosticIds.IdentifierParameter,
        "The identifier names an unknown parameter",
        "The identifier names '{0}', which '{1}' does not read from its route, query or headers; name one of its parameters, or add this one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierParameter + ".md");

    public static readonly DiagnosticDescriptor BroadcastSignature = new(
        DiagnosticIds.BroadcastSignature,
        "Two streams give the same broadcast method",
        "'{0}' would give '{1}', which '{2}' gives already. Give one of them a name (Name = \"…\") or an event type of its own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BroadcastSignature + ".md");

    public static readonly DiagnosticDescriptor RouteParameter = new(
        DiagnosticIds.RouteParameter,
        "A route parameter is not read",
        "The route has a parameter '{0}', which no parameter of '{1}' reads; add it to the method, or take it out of the route",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteParameter + ".md");

    public static readonly DiagnosticDescriptor DuplicateRoute = new(
        DiagnosticIds.DuplicateRoute,
        "Two methods have the same route",
        "'{0}' has the route of '{1}', {2}; a request to it fails as ambiguous, so change one of them",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.DuplicateRoute + ".md");

    public static readonly DiagnosticDescriptor EqualIdentifiers = new(
        DiagnosticIds.EqualIdentifiers,
        "The identifiers of two streams can be equal",
        "The identifier of '{0}' can be equal to that of '{1}': the later connection would knock out the earlier. Begin each with a literal segment of its own.",
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
        "An event type cannot be created or serialised",
        "'{0}' cannot be an event: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EventType + ".md");

    public static readonly DiagnosticDescriptor DuplicateEventName = new(
        DiagnosticIds.DuplicateEventName,
        "Two events of a stream have the same name",
        "'{0}' has the event name '{1}' of '{2}'; a page cannot tell them apart, so give one of them another by [EventName]",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.DuplicateEventName + ".md");

    public static readonly DiagnosticDescriptor EventNameText = new(
        DiagnosticIds.EventNameText,
        "An event name has a line break",
        "The event name of '{0}' {1}, so that each broadcast of it throws; use one line of text",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EventNameText + ".md");

    public static readonly DiagnosticDescriptor EmptyHierarchy = new(
        DiagnosticIds.EmptyHierarchy,
        "A hierarchy of events has no event",
        "'{0}' is abstract and has no concrete type that is accessible, so there is nothing to send; nest its events in it, or name them there by [JsonDerivedType]",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EmptyHierarchy + ".md");

    public static readonly DiagnosticDescriptor SerializerContext = new(
        DiagnosticIds.SerializerContext,
        "An event type is in no JsonSerializerContext",
        "'{0}' is in no JsonSerializerContext, and this project is published {1}: sending it would fail at run time. Add [JsonSerializable(typeof({0}))] to a context.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.SerializerContext + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HeaderAfterSend = new(
        DiagnosticIds.HeaderAfterSend,
        "A header is added after the first event",
        "AppendHeader after '{0}' throws, since headers leave with the first event; move it up",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.HeaderAfterSend + ".md");

    public static readonly DiagnosticDescriptor NotClosed = new(
        DiagnosticIds.NotClosed,
        "An event source is neither closed nor disposed",
        "The event source is neither closed nor disposed; return its Close(), or declare it with 'using'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotClosed + ".md");

    public static readonly DiagnosticDescriptor SendAfterClose = new(
        DiagnosticIds.SendAfterClose,
        "An event is sent after the source is closed",
        "'{0}' after Close sends nothing; send before closing",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.SendAfterClose + ".md");

    public static readonly DiagnosticDescriptor ReturnsAtOnce = new(
        DiagnosticIds.ReturnsAtOnce,
        "An identified source ends at once",
        "The handler returns at once, so that nothing can find this source by its identifier. Wait with KeepAlive or WaitForFail before closing it, or give it no identifier.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReturnsAtOnce + ".md");

    public static readonly DiagnosticDescriptor BlockingInAsync = new(
        DiagnosticIds.BlockingInAsync,
        "A blocking wait in an async method",
        "'{0}' blocks a thread of the pool for as long as the client stays; use 'await {0}Async'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BlockingInAsync + ".md");

    public static readonly DiagnosticDescriptor BlockingHandler = new(
        DiagnosticIds.BlockingHandler,
        "A blocking wait in a handler that could await",
        "'{0}' takes a thread for each client that stays; make the handler async and use 'await {0}Async'",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BlockingHandler + ".md");

    public static readonly DiagnosticDescriptor PingInterval = new(
        DiagnosticIds.PingInterval,
        "A ping interval is out of range",
        "A ping interval of {0} is {1}; use 5 to 30 seconds, as proxies close quiet connections after a minute or so",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.PingInterval + ".md");

    public static readonly DiagnosticDescriptor NotMapped = new(
        DiagnosticIds.NotMapped,
        "The event streams of the project are never mapped",
        "This project never calls MapEventStreams, so '{0}' and every other annotated method has no route; call app.MapEventStreams() where the application maps its endpoints",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotMapped + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotAdded = new(
        DiagnosticIds.NotAdded,
        "Event streams are mapped, but not added",
        "MapEventStreams without AddEventStreams throws when the application starts; call builder.Services.AddEventStreams() before the application is built",
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
