using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules by which MVC finds controllers and their actions.</summary>
internal static class MvcRules
{
    private const string Routing = KnownNamespaces.Mvc + ".Routing";

    /// <summary>Determines whether an attribute is a route of MVC, such as <c>[Route]</c> or <c>[HttpGet]</c>.</summary>
    public static bool IsRoute(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && type.AllInterfaces.Any(i => i.Is(Routing, "IRouteTemplateProvider") || i.Is(Routing, "IActionHttpMethodProvider"));

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
}
