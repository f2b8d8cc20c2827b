using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Contract;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>
/// Searches all files of a project for reasons not to report a diagnostic. This is slow, so it is the last check before a report.
/// </summary>
internal static class ProjectText
{
    /// <summary>The prefixes of the names of methods that register services.</summary>
    private static readonly string[] _registrations = ["Add", "TryAdd", "Register", "Bind", "Replace", "Singleton", "Scoped", "Transient"];

    /// <summary>Determines whether the code has a string literal, as in <c>RouteValues["tenant"]</c>.</summary>
    public static bool HasLiteral(Compilation compilation, string text, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => !GeneratedTrees.Contains(tree))
        .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantTokens())
        .Any(token => token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.SingleLineRawStringLiteralToken
            && string.Equals(token.ValueText, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Determines whether the code uses a name.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">A token that ends the search.</param>
    /// <param name="counts">Selects the uses that count; null for all.</param>
    public static bool Names(
        Compilation compilation, string name, CancellationToken cancellationToken, Func<IdentifierNameSyntax, bool>? counts = null) =>
        Nodes(compilation, cancellationToken).OfType<IdentifierNameSyntax>().Any(
            identifier => identifier.Identifier.ValueText == name && counts?.Invoke(identifier) is not false);

    /// <summary>
    /// Determines whether the code changes how JSON names are written or compared, apart from the settings of the project file.
    /// </summary>
    public static bool ChoosesNames(Compilation compilation, JsonSettings settings, CancellationToken cancellationToken) =>
        (settings.Naming == JsonSettings.DefaultNaming && Names(compilation, "PropertyNamingPolicy", cancellationToken))
        || Names(compilation, "PropertyNameCaseInsensitive", cancellationToken);

    /// <summary>Determines whether the code registers a service by a type argument or <c>typeof</c>.</summary>
    public static bool Registers(Compilation compilation, string type, CancellationToken cancellationToken) =>
        Nodes(compilation, cancellationToken).Any(node => node switch
        {
            GenericNameSyntax generic => IsRegistration(generic.Identifier.ValueText) && IsNamed(generic.TypeArgumentList, type),
            TypeOfExpressionSyntax typeOf => IsNamed(typeOf.Type, type),
            _ => false,
        });

    /// <summary>
    /// Determines whether the code registers a service whose type is inferred from an argument, as in
    /// <c>AddSingleton(connectionString)</c>.
    /// </summary>
    public static bool RegistersInferred(Compilation compilation, ITypeSymbol type, CancellationToken cancellationToken) =>
        Nodes(compilation, cancellationToken).OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name }
            && IsRegistration(name.Identifier.ValueText)
            && Bind(call, compilation, cancellationToken) is { } method
            && method.TypeArguments.Contains(type, SymbolEqualityComparer.Default));

    private static IMethodSymbol? Bind(InvocationExpressionSyntax call, Compilation compilation, CancellationToken cancellationToken)
    {
#pragma warning disable RS1030 // Any file of the project may hold the call, and it is bound only where a diagnostic would be reported.
        var model = compilation.GetSemanticModel(call.SyntaxTree);
#pragma warning restore RS1030
        return model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol;
    }

    /// <summary>Determines whether the code creates instances of the type.</summary>
    public static bool Creates(Compilation compilation, string type, CancellationToken cancellationToken) =>
        Nodes(compilation, cancellationToken).Any(node => node is ObjectCreationExpressionSyntax creation && IsNamed(creation.Type, type));

    /// <summary>Determines whether a class derives from the type.</summary>
    public static bool Derives(Compilation compilation, string type, CancellationToken cancellationToken) =>
        Nodes(compilation, cancellationToken).Any(node => node is BaseListSyntax list && IsNamed(list, type));

    /// <summary>Determines whether the code declares or creates JSON converters, except those of enumerations.</summary>
    public static bool HasConverters(Compilation compilation, CancellationToken cancellationToken) =>
        Nodes(compilation, cancellationToken).Any(node =>
            node is SimpleNameSyntax { Identifier.ValueText: var name }
            && node.Parent is ObjectCreationExpressionSyntax or QualifiedNameSyntax or BaseTypeSyntax
            && (name.EndsWith("Converter", StringComparison.Ordinal) || name.EndsWith("ConverterFactory", StringComparison.Ordinal))
            && !name.StartsWith("JsonStringEnum", StringComparison.Ordinal));

    private static IEnumerable<SyntaxNode> Nodes(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => !GeneratedTrees.Contains(tree))
        .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes());

    private static bool IsNamed(SyntaxNode node, string name) =>
        node.DescendantNodesAndSelf().Any(n => n switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText == name,
            PredefinedTypeSyntax predefined => predefined.Keyword.ValueText == name,
            _ => false,
        });

    private static bool IsRegistration(string method) =>
        _registrations.Any(word => method.StartsWith(word, StringComparison.Ordinal));
}
