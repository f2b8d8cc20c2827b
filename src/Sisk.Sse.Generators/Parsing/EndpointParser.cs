using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Turns an annotated method into a model: the one place where the generator sees symbols.</summary>
internal static class EndpointParser
{
    /// <summary>Null for a method of which nothing can be generated.</summary>
    public static EndpointModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        if (method.IsGenericMethod
            || ControllerRules.Check(method.ContainingType) != ControllerProblem.None
            || ReturnRules.Classify(method.ReturnType) is not { } shape
            || (shape.Payload is { } payload && !AccessRules.IsAccessible(payload)))
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var attribute = context.Attributes[0];
        var hasBody = attribute.AttributeClass!.Name == "RoutePostAttribute";
        var pattern = RoutePath.Join(ControllerParser.FindPrefix(method.ContainingType), attribute.FirstText() ?? "");
        var route = RouteTemplateParser.Parse(pattern);
        var parameters = Bind(method, route, hasBody);
        var identifierText = attribute.Property("Identifier") as string;
        var identifier = identifierText is null ? IdentifierTemplate.FromRoute(route) : IdentifierTemplate.Parse(identifierText);
        var isMapped = route.Error is null
            && MethodRules.Check(method) == MethodProblem.None
            && parameters.All(p => p.Binding.IsValid)
            && (identifierText is null || (identifier.Error is null && IdentifierRules.FindUnknown(identifier, parameters) is null));

        return new EndpointModel(
            ControllerParser.Parse(method.ContainingType),
            Describe(method, shape),
            hasBody ? "POST" : "GET",
            pattern,
            shape.Form,
            isMapped,
            isMapped ? parameters.Select(p => ParameterParser.Parse(p.Symbol, p.Binding)).ToEquatableArray() : default,
            shape.Form == ReturnForm.Push ? IdentifierParser.Parse(identifier, identifierText is null, parameters) : null,
            shape.Payload is null ? null : PayloadParser.Parse(shape.Payload, method),
            attribute.Property("Name") is string name && SyntaxFacts.IsValidIdentifier("_" + name) ? name : "",
            isMapped ? AttributeParser.Parse(method, context.SemanticModel.Compilation) : default);
    }

    private static List<BoundParameter> Bind(IMethodSymbol method, RouteTemplate route, bool hasBody) =>
        [.. method.Parameters.Select(p => new BoundParameter(p, BindingRules.Bind(p, route, hasBody)))];

    private static MethodModel Describe(IMethodSymbol method, ReturnShape shape) => new(
        method.Name,
        string.Join(", ", method.Parameters.Select(p => TypeNames.Of(p.Type))),
        Refer(method),
        method.IsStatic,
        shape.IsAwaited);

    /// <summary>By name where that is enough, since an editor can follow it; else by the id that says which overload is meant.</summary>
    private static string Refer(IMethodSymbol method) =>
        method.ContainingType.GetMembers(method.Name).Length == 1
            ? TypeNames.Bare(method.ContainingType) + "." + TypeNames.Escape(method.Name)
            : method.GetDocumentationCommentId() ?? "";
}
