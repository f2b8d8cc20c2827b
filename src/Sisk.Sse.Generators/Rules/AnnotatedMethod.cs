using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// A method with one of its route attributes. The parser and the analyzers share it, so that they agree on which methods get a route.
/// </summary>
internal sealed class AnnotatedMethod
{
    private IReadOnlyList<ITypeSymbol>? _events;

    private AnnotatedMethod(IMethodSymbol symbol, AttributeData attribute, Controller controller)
    {
        Symbol = symbol;
        Controller = controller;
        Attribute = attribute;
        HasBody = attribute.AttributeClass!.Name == "RoutePostAttribute";
        Problem = MethodRules.Check(symbol);
        Shape = ReturnRules.Classify(symbol.ReturnType);
        Pattern = RoutePath.Join(controller.Prefix, attribute.FirstText() ?? "");
        Route = RouteTemplateParser.Parse(Pattern);
        Parameters = BindingRules.Bind(symbol, Route, HasBody);
        IdentifierText = Shape is null or { Form: ReturnForm.Push } ? attribute.Property("Identifier") as string : null;
        Identifier = IdentifierText is null ? IdentifierTemplate.FromRoute(Route) : IdentifierTemplate.Parse(IdentifierText);
        UnknownKey = IdentifierText is null || Identifier.Error is not null ? null : IdentifierRules.FindUnknown(Identifier, Parameters);
    }

    public IMethodSymbol Symbol { get; }

    public AttributeData Attribute { get; }

    /// <summary>Gets a value indicating whether the route is a POST, whose requests have a body.</summary>
    public bool HasBody { get; }

    public Controller Controller { get; }

    public MethodProblem Problem { get; }

    /// <summary>Gets the form of the return type; null if it is not an event stream.</summary>
    public ReturnShape? Shape { get; }

    /// <summary>Gets the types of the stream's events.</summary>
    public IReadOnlyList<ITypeSymbol> Events =>
        _events ??= Shape?.Payload is { } payload ? EventRules.FindEvents(payload, Symbol.ContainingAssembly) : [];

    /// <summary>Gets the text of the route, including the prefix.</summary>
    public string Pattern { get; }

    public RouteTemplate Route { get; }

    public IReadOnlyList<BoundParameter> Parameters { get; }

    /// <summary>Gets the text of the identifier's template; null if none is given, or if the stream has no identifier.</summary>
    public string? IdentifierText { get; }

    /// <summary>Gets a value indicating whether the runtime adds no unique segment to the identifier.</summary>
    public bool IsExclusive => Attribute.Property("Exclusive") is true;

    /// <summary>
    /// Gets a value indicating whether the stream continues without its client. Its path also has a GET and a DELETE.
    /// </summary>
    public bool IsResumable => Attribute.Property("Resumable") is true && Shape is { Form: ReturnForm.Pull or ReturnForm.PullItems };

    /// <summary>Gets the name of the route's <c>StreamEnd</c>; "Event" by default.</summary>
    public string End => Attribute.Property("End") switch
    {
        1 => "Done",
        2 => "None",
        _ => "Event",
    };

    /// <summary>Gets the identifier's template. By default, it consists of the parts of the route.</summary>
    public IdentifierTemplate Identifier { get; }

    /// <summary>Gets the first parameter of the identifier's template that the method does not have; null for none.</summary>
    public RoutePart? UnknownKey { get; }

    /// <summary>
    /// Gets a value indicating whether this is the first route attribute of the method. Errors of the method itself are reported once.
    /// </summary>
    public bool IsFirst => Symbol.GetAttributes().First(a => IsRoute(a.AttributeClass)) == Attribute;

    /// <summary>Gets a value indicating whether at least the members that other code calls can be generated.</summary>
    public bool HasMembers =>
        Problem is not (MethodProblem.Generic or MethodProblem.ExplicitImplementation)
        && (Controller.Problem == ControllerProblem.RequiredMember || ControllerRules.Allows(Controller.Problem, Symbol))
        && Shape is { } shape
        && (shape.Payload is null || AccessRules.IsAccessible(shape.Payload));

    /// <summary>Gets a value indicating whether the method has no errors and gets a route.</summary>
    public bool IsMapped =>
        HasMembers
        && ControllerRules.Allows(Controller.Problem, Symbol)
        && Problem == MethodProblem.None
        && Route.Error is null
        && Identifier.Error is null
        && UnknownKey is null
        && Parameters.All(p => p.IsValid);

    /// <summary>
    /// Returns a method once for each of its route attributes. Both parts of a partial method return its definition.
    /// </summary>
    public static IEnumerable<AnnotatedMethod> Find(IMethodSymbol symbol) =>
        Find(symbol.PartialDefinitionPart ?? symbol, () => new Controller(symbol.ContainingType));

    /// <summary>Returns the annotated methods that a type declares.</summary>
    public static IEnumerable<AnnotatedMethod> Find(INamedTypeSymbol type)
    {
        var controller = new Lazy<Controller>(() => new Controller(type));
        return type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => Find(method, () => controller.Value));
    }

    /// <summary>
    /// Ignores the methods that the compiler adds to the class around an extension block, with the attributes of those in the block.
    /// </summary>
    private static IEnumerable<AnnotatedMethod> Find(IMethodSymbol symbol, Func<Controller> controller) =>
        symbol is { IsImplicitlyDeclared: false, MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation }
        ? symbol.GetAttributes().Where(a => IsRoute(a.AttributeClass)).Select(a => new AnnotatedMethod(symbol, a, controller()))
        : [];

    public static bool IsAnnotated(IMethodSymbol method) => method.GetAttributes().Any(a => IsRoute(a.AttributeClass));

    public static bool IsRoute(INamedTypeSymbol? attribute) =>
        attribute?.Name is "RouteGetAttribute" or "RoutePostAttribute" && attribute.Is(KnownNamespaces.Sse, attribute.MetadataName);
}
