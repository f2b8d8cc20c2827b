using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with routes.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteTemplate = new(
        DiagnosticIds.RouteTemplate,
        "The route template is not valid",
        "The route template '{0}' {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteTemplate + ".md");

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

    public static readonly DiagnosticDescriptor RouteConstraint = new(
        DiagnosticIds.RouteConstraint,
        "A route constraint is not valid",
        "The route constraint '{0}' {1}, so every request to the application fails. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.RouteConstraint + ".md");

    public static readonly DiagnosticDescriptor ConstraintType = new(
        DiagnosticIds.ConstraintType,
        "A route constraint contradicts the parameter's type",
        "The constraint '{0}' never matches a value of type '{1}'. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ConstraintType + ".md");

    public static readonly DiagnosticDescriptor LiteralRouteText = new(
        DiagnosticIds.LiteralRouteText,
        "Route text is matched literally",
        "'{0}' is matched as literal text. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.LiteralRouteText + ".md");

    public static readonly DiagnosticDescriptor IgnoredPrefix = new(
        DiagnosticIds.IgnoredPrefix,
        "A route prefix is ignored",
        "[RoutePrefix] has no effect on '{0}', because it declares no event streams. Put it on the class that declares them.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IgnoredPrefix + ".md");

    public static readonly DiagnosticDescriptor ResumeRoute = new(
        DiagnosticIds.ResumeRoute,
        "The route that resumes a stream is taken",
        "'{0}' is resumed by {2}, which is the route of '{1}', so requests fail as ambiguous. Change one of the routes.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ResumeRoute + ".md");
}
