using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for types that are unlikely to be services, and for broadcasters, which are services.</summary>
internal static class ServiceRules
{
    /// <summary>Determines whether a type is a value, text or a part of a request.</summary>
    public static bool IsUnlikely(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type.IsValueType || IsOfRequest(type);

    /// <summary>Determines whether a type belongs to a request, so that a method can take it, but not a constructor.</summary>
    public static bool IsOfRequest(ITypeSymbol type) =>
        type.Is(KnownNamespaces.Http, "HttpContext")
        || type.Is(KnownNamespaces.Http, "HttpRequest")
        || type.Is(KnownNamespaces.Http, "HttpResponse")
        || type.Is("System.Security.Claims", "ClaimsPrincipal")
        || type.Is("System.Threading", "CancellationToken");

    /// <summary>
    /// Determines whether a type is a broadcaster. The generator does not see the broadcasters that it generates. To it, they are unknown
    /// types.
    /// </summary>
    public static bool IsBroadcaster(ITypeSymbol type) =>
        type.Name.EndsWith(ControllerRules.BroadcasterSuffix, StringComparison.Ordinal)
        && (type.TypeKind == TypeKind.Error || ControllerRules.IsGenerated(type));

    /// <summary>Determines whether an attribute marks a parameter as a service.</summary>
    public static bool IsMarked(BindingTarget target) =>
        target.Attributes.Any(a => a.AttributeClass is { Name: "FromServicesAttribute" or "FromKeyedServicesAttribute" });
}
