using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with generated code.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotGenerated = new(
        DiagnosticIds.NotGenerated,
        "The generated code of a method is missing or wrong",
        "The route of '{0}' is missing or wrong, because {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.NotGenerated + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
