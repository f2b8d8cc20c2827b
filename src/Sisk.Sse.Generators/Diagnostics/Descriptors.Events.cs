using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with events and their names.</content>
internal static partial class Descriptors
{
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

    public static readonly DiagnosticDescriptor ReservedEventName = new(
        DiagnosticIds.ReservedEventName,
        "An event name is reserved",
        "The event name '{0}' is reserved: {1}. Give the event another name.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ReservedEventName + ".md");

    public static readonly DiagnosticDescriptor UnknownEvent = new(
        DiagnosticIds.UnknownEvent,
        "A value is not an event of its stream",
        "'{0}' is not an event of '{1}': {2}. Nest it in '{1}', or name it there with [JsonDerivedType].",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnknownEvent + ".md");

    public static readonly DiagnosticDescriptor HiddenEvent = new(
        DiagnosticIds.HiddenEvent,
        "A nested type is not an event",
        "'{0}' is not an event of '{1}', because {2}. Sending it throws an exception.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.HiddenEvent + ".md");

    public static readonly DiagnosticDescriptor IgnoredEventName = new(
        DiagnosticIds.IgnoredEventName,
        "An event name is ignored",
        "[EventName] has no effect on '{0}', because {1} is never sent itself. Put it on the types that derive from it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IgnoredEventName + ".md");
}
