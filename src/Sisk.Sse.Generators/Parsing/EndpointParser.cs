using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Converts annotated methods to models, which hold no symbols.</summary>
internal static class EndpointParser
{
    /// <summary>Finds the annotated methods of a type, and returns each with its model.</summary>
    public static IEnumerable<(AnnotatedMethod Method, EndpointModel Model)> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var methods = AnnotatedMethod.Find(type).ToArray();
        return methods.Zip(Parse(type, methods, compilation), (method, model) => (method, model));
    }

    /// <summary>Returns the models of methods of a type.</summary>
    public static IEnumerable<EndpointModel> Parse(INamedTypeSymbol type, IReadOnlyList<AnnotatedMethod> methods, Compilation compilation)
    {
        if (methods.Count == 0 || type.Name.Length == 0)
        {
            // Extension blocks have no name, nor have classes that are incomplete.
            return [];
        }

        var controller = ControllerParser.Parse(type);
        var attributes = AttributeParser.Parse(type, compilation);
        return methods.Select(m => m.HasMembers ? Parse(m, controller, attributes, compilation) : ParseBroken(m, controller));
    }

    private static EndpointModel ParseBroken(AnnotatedMethod endpoint, ControllerModel controller) => new(
        controller,
        new MethodModel(
            endpoint.Symbol.Name, Signature: "", Reference: "", ResultType: "", endpoint.Symbol.IsStatic, IsAwaited: false,
            TaskMayBeMissing: false, MayBeNull: false),
        Verb: "",
        Pattern: "",
        ReturnForm.Imperative,
        IsMapped: false,
        Parameters: default,
        Identifier: null,
        Payload: null,
        BroadcastPrefix: "",
        Metadata: default,
        Warnings: default,
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

    /// <summary>
    /// Returns the metadata of an endpoint. That of its comment comes first, because ASP.NET Core uses the last of two summaries.
    /// </summary>
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
        shape is { IsAwaited: true, Form: not ReturnForm.Imperative } && method is { IsAsync: false, ReturnType.IsReferenceType: true },
        MayBeNull(method.ReturnType, shape));

    /// <summary>
    /// Determines whether the result needs a null-forgiving operator. The runtime and the generated code accept a stream that is null.
    /// </summary>
    private static bool MayBeNull(ITypeSymbol type, ReturnShape shape) => shape switch
    {
        { Form: not ReturnForm.Imperative } => false,
        { Form: ReturnForm.Imperative, IsAwaited: true }
            when type is INamedTypeSymbol { TypeArguments: [{ NullableAnnotation: NullableAnnotation.Annotated }] } => true,
        _ => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
    };

    /// <summary>Returns a reference by name, which editors can follow, or the documentation id if the method has overloads.</summary>
    private static string Refer(IMethodSymbol method, string controller) =>
        method.ContainingType.GetMembers(method.Name).Length == 1
            ? controller + "." + Keywords.Escape(method.Name)
            : method.GetDocumentationCommentId() ?? "";
}
