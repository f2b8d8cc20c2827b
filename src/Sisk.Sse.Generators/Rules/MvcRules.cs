using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules by which MVC finds controllers and their actions.</summary>
internal static class MvcRules
{
    private const string Routing = KnownNamespaces.Mvc + ".Routing";
    private const string Filters = KnownNamespaces.Mvc + ".Filters";
    private const string Metadata = KnownNamespaces.Http + ".Metadata";

    /// <summary>Determines whether an attribute is a route of MVC, such as <c>[Route]</c> or <c>[HttpGet]</c>.</summary>
    public static bool IsRoute(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && type.AllInterfaces.Any(i => i.Is(Routing, "IRouteTemplateProvider") || i.Is(Routing, "IActionHttpMethodProvider"));

    /// <summary>
    /// Determines whether an attribute is a filter that only MVC runs. Those that merely describe or configure the endpoint have their
    /// effect by its metadata, and a stream is never cached.
    /// </summary>
    public static bool IsFilter(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && type.AllInterfaces.Any(IsFilter)
        && !type.AllInterfaces.Any(IsMetadata)
        && !type.Is(KnownNamespaces.Mvc, "ResponseCacheAttribute")
        && !type.Is(KnownNamespaces.Mvc, "FormatFilterAttribute");

    /// <summary>Returns the name of an attribute without its suffix, such as <c>HttpGet</c>.</summary>
    public static string Name(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    public static bool IsControllerBase(INamedTypeSymbol type) =>
        type.Is(KnownNamespaces.Mvc, "ControllerBase") || type.Is(KnownNamespaces.Mvc, "Controller");

    /// <summary>Determines whether the method is an action of MVC.</summary>
    public static bool IsAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false }
        && !AnnotatedMethod.IsAnnotated(method)
        && method.FindAttribute(KnownNamespaces.Mvc, "NonActionAttribute") is null;

    private static bool IsFilter(INamedTypeSymbol type) => type.Is(Filters, type.Name) && type.Name is
        "IAuthorizationFilter" or "IAsyncAuthorizationFilter" or "IResourceFilter" or "IAsyncResourceFilter"
        or "IActionFilter" or "IAsyncActionFilter" or "IExceptionFilter" or "IAsyncExceptionFilter"
        or "IResultFilter" or "IAsyncResultFilter" or "IFilterFactory";

    private static bool IsMetadata(INamedTypeSymbol type) =>
        type.Is(Metadata, "IRequestSizeLimitMetadata")
        || type.Is(Metadata, "IFormOptionsMetadata")
        || type.Is(Metadata, "IAcceptsMetadata")
        || type.Is(Metadata, "ISkipStatusCodePagesMetadata")
        || type.Is(KnownNamespaces.Mvc + ".ApiExplorer", "IApiResponseMetadataProvider");
}
