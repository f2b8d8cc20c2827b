using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for types that dependency injection does not hold, unless somebody registers them by name.</summary>
internal static class ServiceRules
{
    /// <summary>Values, text, and the parts of a request.</summary>
    public static bool IsUnlikely(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type.IsValueType || IsOfRequest(type);

    /// <summary>Determines whether it belongs to one request: a method can take it, a constructor cannot.</summary>
    public static bool IsOfRequest(ITypeSymbol type) =>
        type.Is(KnownNamespaces.Http, "HttpContext")
        || type.Is(KnownNamespaces.Http, "HttpRequest")
        || type.Is(KnownNamespaces.Http, "HttpResponse")
        || type.Is("System.Security.Claims", "ClaimsPrincipal")
        || type.Is("System.Threading", "CancellationToken");

    /// <summary>
    /// Determines whether it is a broadcaster, which the application registers. The generator does not see those that it writes: for it
    /// they are types that do not exist.
    /// </summary>
    public static bool IsBroadcaster(ITypeSymbol type) =>
        type.Name.EndsWith(ControllerRules.BroadcasterSuffix, StringComparison.Ordinal)
        && (type.TypeKind == TypeKind.Error || ControllerRules.IsGenerated(type));

    /// <summary>Determines whether the user says that a service is meant.</summary>
    public static bool IsMarked(BindingTarget target) =>
        target.Attributes.Any(a => a.AttributeClass is { Name: "FromServicesAttribute" or "FromKeyedServicesAttribute" });
}
