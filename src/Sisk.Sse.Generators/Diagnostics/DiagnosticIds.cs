namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>The ids of all diagnostics, by which users switch them off and fixes find them.</summary>
internal static class DiagnosticIds
{
    public const string ReturnType = "SSE001";
    public const string Method = "SSE002";
    public const string Controller = "SSE003";
    public const string RouteTemplate = "SSE004";
    public const string Parameter = "SSE005";
    public const string IdentifierTemplate = "SSE006";
    public const string IdentifierParameter = "SSE007";
    public const string BroadcastSignature = "SSE008";
    public const string RouteParameter = "SSE009";
    public const string DuplicateRoute = "SSE010";
    public const string EqualIdentifiers = "SSE011";
    public const string UnstableKey = "SSE012";
    public const string EventType = "SSE013";
    public const string DuplicateEventName = "SSE014";
    public const string EventNameText = "SSE015";
    public const string EmptyHierarchy = "SSE016";
    public const string SerializerContext = "SSE017";
    public const string HeaderAfterSend = "SSE018";
    public const string NotClosed = "SSE019";
    public const string SendAfterClose = "SSE020";
    public const string ReturnsAtOnce = "SSE021";
    public const string BlockingInAsync = "SSE022";
    public const string BlockingHandler = "SSE023";
    public const string PingInterval = "SSE024";
    public const string NotMapped = "SSE025";
    public const string NotAdded = "SSE026";
    public const string Exclusive = "SSE030";
    public const string NotGenerated = "SSE040";
    public const string HiddenAttribute = "SSE041";
    public const string BroadcasterName = "SSE042";
    public const string IgnoredSetting = "SSE043";
    public const string MvcRoute = "SSE050";
    public const string MvcContext = "SSE051";
    public const string UnmappedStream = "SSE052";
    public const string ReservedEventName = "SSE053";
    public const string PullToken = "SSE054";
    public const string RouteConstraint = "SSE055";
    public const string ConstraintType = "SSE056";
    public const string LiteralRouteText = "SSE057";
    public const string ControllerConstructor = "SSE058";
    public const string CollectionParameter = "SSE059";
    public const string TwoBodies = "SSE060";
    public const string UnknownEvent = "SSE061";
    public const string HiddenEvent = "SSE062";
    public const string IgnoredEventName = "SSE063";
    public const string IgnoredPrefix = "SSE064";
    public const string NotAwaited = "SSE065";
    public const string History = "SSE066";
    public const string IdentifierText = "SSE067";
    public const string ApplicationStreams = "SSE068";
}
