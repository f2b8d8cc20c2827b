using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Mvc;

/// <summary>SSE051: a property of <c>ControllerBase</c> that only MVC sets, such as the request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcContextAnalyzer() : AnnotatedBodyAnalyzer(Descriptors.MvcContext)
{
    private protected override void Analyze(
        AnnotatedMethod method, IEnumerable<IOperation> operations, OperationBlockAnalysisContext context)
    {
        foreach (var reference in operations.OfType<IPropertyReferenceOperation>())
        {
            if (reference is { Instance: IInstanceReferenceOperation, Parent: not INameOfOperation }
                && MvcRules.IsControllerBase(reference.Property.ContainingType)
                && Replacement(reference.Property.Name) is { } replacement)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.MvcContext, reference.Syntax.GetLocation(), reference.Property.Name, replacement, method.Symbol.Name));
            }
        }
    }

    private static string? Replacement(string property) => property switch
    {
        "HttpContext" or "Request" or "Response" or "RouteData" or "Url" => "HttpContext",
        "User" => "ClaimsPrincipal",
        _ => null,
    };
}
