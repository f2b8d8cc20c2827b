using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with events and their names.</content>
internal static partial class Descriptors
{
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

    public static readonly DiagnosticDescriptor History = new(
        DiagnosticIds.History,
        "An event history setting is ignored or out of range",
        "{0}. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.History + ".md");
}
