using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with the registration of event streams.</content>
internal static partial class Descriptors
{
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
