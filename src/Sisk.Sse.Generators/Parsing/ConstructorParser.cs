using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads what the constructor that dependency injection calls asks for.</summary>
internal static class ConstructorParser
{
    /// <summary>Null for a static class, and where no constructor can be called.</summary>
    public static ConstructorModel? Parse(INamedTypeSymbol controller) =>
        !controller.IsStatic && ConstructorRules.Choose(controller) is { } constructor
            ? new ConstructorModel(
                constructor.Parameters.Select(ServiceParser.Parse).ToEquatableArray(), controller.SelfAndBases().Any(IsPartial))
            : null;

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(part => part.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
