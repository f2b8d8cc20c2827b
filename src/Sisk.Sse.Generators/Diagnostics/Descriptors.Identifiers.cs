using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with identifiers and keys.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor IdentifierTemplate = new(
        DiagnosticIds.IdentifierTemplate,
        "The identifier template is not valid",
        "The identifier template '{0}' {1}. Write segments separated by '/', each literal text or one '{{parameter}}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierTemplate + ".md");

    public static readonly DiagnosticDescriptor IdentifierParameter = new(
        DiagnosticIds.IdentifierParameter,
        "The identifier names an unknown parameter",
        "The identifier names '{0}', but {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierParameter + ".md");

    public static readonly DiagnosticDescriptor EqualIdentifiers = new(
        DiagnosticIds.EqualIdentifiers,
        "The identifiers of two streams can be equal",
        "The identifier of '{0}' can be equal to that of '{1}': the later connection would replace the earlier. "
        + "Begin each with a literal segment of its own.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.EqualIdentifiers + ".md");

    public static readonly DiagnosticDescriptor UnstableKey = new(
        DiagnosticIds.UnstableKey,
        "A key has no stable text",
        "{1} has no canonical text form, so it cannot be the key '{0}'. Override ToString, or use an integer, string, Guid or enum.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.UnstableKey + ".md");

    public static readonly DiagnosticDescriptor Exclusive = new(
        DiagnosticIds.Exclusive,
        "A stream cannot be exclusive",
        "'{0}' is marked Exclusive, but {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Exclusive + ".md");

    public static readonly DiagnosticDescriptor IdentifierText = new(
        DiagnosticIds.IdentifierText,
        "An identifier contains unescaped text",
        "'{0}' can contain '/' and so add segments to the identifier. Use Uri.EscapeDataString({0}).",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.IdentifierText + ".md");
}
