using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the constructor that dependency injection calls.</summary>
internal static class ConstructorParser
{
    /// <summary>Returns the constructor; null for a static class, or if none can be called.</summary>
    public static ConstructorModel? Parse(INamedTypeSymbol controller) =>
        !controller.IsStatic && ConstructorRules.Choose(controller) is { } constructor
            ? new ConstructorModel(
                constructor.Parameters.Select(ServiceParser.Parse).ToEquatableArray(), controller.SelfAndBases().Any(IsPartial))
            : null;

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(part => part.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
