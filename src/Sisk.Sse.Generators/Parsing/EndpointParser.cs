using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Turns an annotated method into a model: the one place where the generator sees symbols.</summary>
internal static class EndpointParser
{
    /// <summary>Returns the annotated methods of a type.</summary>
    public static IEnumerable<(AnnotatedMethod Method, EndpointModel Model)> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var methods = AnnotatedMethod.Find(type).ToArray();
        return methods.Zip(Parse(type, methods, compilation), (method, model) => (method, model));
    }

    /// <summary>The same where the methods have been found.</summary>
    public static IEnumerable<EndpointModel> Parse(INamedTypeSymbol type, IReadOnlyList<AnnotatedMethod> methods, Compilation compilation)
    {
        if (methods.Count == 0 || type.Name.Length == 0)
        {
            // An extension block has no name, nor has a class that is being typed.
            return [];
        }

        var controller = ControllerParser.Parse(type);
        var attributes = AttributeParser.Parse(type, compilation);
        return methods.Select(m => m.HasMembers ? Parse(m, controller, attributes, compilation) : ParseBroken(m, controller));
    }

    private static EndpointModel ParseBroken(AnnotatedMethod endpoint, ControllerModel controller) => new(
        controller,
        new MethodModel(endpoint.Symbol.Name, "", "", "", endpoint.Symbol.IsStatic, IsAwaited: false, MayBeNull: false),
        "",
        "",
        ReturnForm.Imperative,
        IsMapped: false,
        default,
        null,
        null,
        "",
        default,
        default,
        HasMembers: false);

    private static EndpointModel Parse(
        AnnotatedMethod endpoint, ControllerModel controller, IReadOnlyList<AttributeModel> attributes, Compilation compilation)
    {
        var (method, shape, isMapped) = (endpoint.Symbol, endpoint.Shape!, endpoint.IsMapped);
        var metadata = isMapped ? MetadataOf(method, attributes, compilation) : default;
        var (warnings, isObsolete) = UsageWarnings.Of(endpoint);
        return new EndpointModel(
            controller,
            Describe(method, shape, controller.Type),
            endpoint.HasBody ? "POST" : "GET",
            endpoint.Pattern,
            shape.Form,
            isMapped,
            isMapped ? endpoint.Parameters.Select(p => ParameterParser.Parse(p, compilation)).ToEquatableArray() : default,
            shape.Form == ReturnForm.Push
                ? IdentifierParser.Parse(endpoint.Identifier, isUnique: !endpoint.IsExclusive, endpoint.Parameters)
                : null,
            shape.Payload is null ? null : PayloadParser.Parse(shape.Payload, endpoint.Events, method),
            endpoint.Attribute.Property("Name") is string name && SyntaxFacts.IsValidIdentifier("_" + name) ? name : "",
            metadata,
            warnings,
            metadata.LastOrDefault(m => m.IsHistory),
            AttributeParser.ParseSettings(endpoint.Attribute),
            isObsolete);
    }

    /// <summary>Returns the metadata of an endpoint. Its comment comes first: of two summaries, ASP.NET Core takes the last.</summary>
    private static EquatableArray<AttributeModel> MetadataOf(
        IMethodSymbol method, IReadOnlyList<AttributeModel> ofClass, Compilation compilation) =>
        DocumentationParser.Parse(method).Concat(ofClass).Concat(AttributeParser.Parse(method, compilation)).ToEquatableArray();

    private static MethodModel Describe(IMethodSymbol method, ReturnShape shape, string controller) => new(
        method.Name,
        string.Join(", ", method.Parameters.Select(p => TypeNames.Of(p.Type))),
        Refer(method, controller),
        TypeNames.Of(shape.IsAwaited && method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } ? result : method.ReturnType),
        method.IsStatic,
        shape.IsAwaited,
        MayBeNull(method.ReturnType, shape));

    /// <summary>The runtime says what is wrong with a stream that is null; the task it comes in may not be.</summary>
    private static bool MayBeNull(ITypeSymbol type, ReturnShape shape) => shape switch
    {
        { Form: not ReturnForm.Imperative, IsAwaited: false } => false,
        { Form: ReturnForm.Imperative, IsAwaited: true } when type is INamedTypeSymbol { TypeArguments: [{ NullableAnnotation: NullableAnnotation.Annotated }] } => true,
        _ => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
    };

    /// <summary>By name where that is enough, since an editor can follow it; else by the id that says which overload is meant.</summary>
    private static string Refer(IMethodSymbol method, string controller) =>
        method.ContainingType.GetMembers(method.Name).Length == 1
            ? controller + "." + Keywords.Escape(method.Name)
            : method.GetDocumentationCommentId() ?? "";
}
