using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of code that cannot be generated as it is meant.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotGenerated = new(
        DiagnosticIds.NotGenerated,
        "The generated code of a method is missing or wrong",
        "The route of '{0}' is missing or wrong, because {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotGenerated + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

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

    public static readonly DiagnosticDescriptor RouteSetting = new(
        DiagnosticIds.RouteSetting,
        "A setting of a route is out of range",
        "{0} of '{1}' is out of range. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteSetting + ".md");

    public static readonly DiagnosticDescriptor BroadcasterName = new(
        DiagnosticIds.BroadcasterName,
        "The broadcaster's name is taken",
        "The broadcaster of '{0}' cannot be called '{1}', because that name is taken. Rename one of them.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BroadcasterName + ".md");
}
