using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE069: a setting of a route that the runtime rejects at startup.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteSettingAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.RouteSetting)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        foreach (var setting in method.Attribute.NamedArguments)
        {
            if (Advice(setting.Key, setting.Value) is { } advice)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.RouteSetting,
                    AnnotatedSyntax.Property(method, setting.Key, 0, 0, context.CancellationToken),
                    setting.Key,
                    method.Symbol.Name,
                    advice));
            }
        }
    }

    private static string? Advice(string setting, TypedConstant value) => (setting, value.Value) switch
    {
        ("Overflow", { } number) when !IsMember(value.Type, number) => "Use a member of Overflow",
        ("End", { } number) when !IsMember(value.Type, number) => "Use a member of StreamEnd",
        ("PingIntervalSeconds", double seconds) when !RouteSettingRules.IsTime(seconds) && !double.IsPositiveInfinity(seconds) =>
            "Use a value greater than zero and at most one day, or double.PositiveInfinity for no pings",
        ("ResumeWindowSeconds", double seconds) when !RouteSettingRules.IsTime(seconds) =>
            "Use a value greater than zero and at most one day",
        ("MaxQueuedEvents", < 1) or ("MaxQueuedBytes", < 1L) => "Use at least one",
        _ => null,
    };

    private static bool IsMember(ITypeSymbol? type, object number) =>
        type is null
        || type.GetMembers().OfType<IFieldSymbol>().Any(field => field.HasConstantValue && Equals(field.ConstantValue, number));
}
