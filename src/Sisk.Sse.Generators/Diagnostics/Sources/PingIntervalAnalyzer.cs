using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE024: a ping interval, written as a constant, that is not greater than zero or is over an hour.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PingIntervalAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.PingInterval];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(static operation => AnalyzeAssignment(operation), OperationKind.SimpleAssignment);
        context.RegisterOperationAction(static operation => AnalyzeStart(operation), OperationKind.Invocation);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: var property } && IsInterval(property))
        {
            Check(assignment.Value, mayBeInfinite: property.Name == "PingInterval", context);
        }
    }

    private static void AnalyzeStart(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "Start", ContainingType: { } type } && type.Is(KnownNamespaces.Sse, "HttpStreamPingPolicy"))
        {
            foreach (var argument in call.Arguments)
            {
                Check(argument.Value, mayBeInfinite: false, context);
            }
        }
    }

    private static bool IsInterval(IPropertySymbol property) => property.Name switch
    {
        "Interval" => property.ContainingType.Is(KnownNamespaces.Sse, "HttpStreamPingPolicy"),
        "PingInterval" => property.ContainingType.Is(KnownNamespaces.Sse, "EventStreamOptions")
            || property.ContainingType.Is(KnownNamespaces.Sse, "EventStream`1"),
        _ => false,
    };

    private static void Check(IOperation value, bool mayBeInfinite, OperationAnalysisContext context)
    {
        if (ConstantTime.Read(value) is not { } time || (mayBeInfinite && time == System.Threading.Timeout.InfiniteTimeSpan))
        {
            return;
        }

        var problem = time <= TimeSpan.Zero ? "not positive" : time > TimeSpan.FromHours(1) ? "longer than an hour" : null;
        if (problem is not null)
        {
            var (location, text) = (value.Syntax.GetLocation(), value.Syntax.ToString());
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.PingInterval, location, text, problem));
        }
    }
}
