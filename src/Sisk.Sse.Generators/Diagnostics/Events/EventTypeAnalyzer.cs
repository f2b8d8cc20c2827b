using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>The base class of analyzers of event types. A problem with a type is reported once, however many streams send it.</summary>
public abstract class EventTypeAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var seen = new SeenSymbols();
            start.RegisterMethodAction(symbol =>
            {
                foreach (var method in AnnotatedMethod.Find((IMethodSymbol)symbol.Symbol))
                {
                    // A type of another assembly is reported at each of its uses.
                    if (method is { HasMembers: true, Shape.Payload: { } payload }
                        && (!IsInSource(payload) || seen.IsNewPayload(payload)))
                    {
                        Analyze(payload, method, symbol, seen);
                    }
                }
            });
        });
    }

    /// <param name="payload">The event type, or the root of its hierarchy.</param>
    /// <param name="method">A stream that sends it.</param>
    /// <param name="context">The context that diagnostics are reported to.</param>
    /// <param name="seen">The symbols that were seen before.</param>
    private protected abstract void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, SeenSymbols seen);

    /// <summary>Returns the declaration of the type, or the payload in the method's return type.</summary>
    internal static Location Locate(ITypeSymbol type, AnnotatedMethod method, CancellationToken cancellationToken) =>
        IsInSource(type) ? type.Locations.First(l => l.IsInSource) : LocatePayload(method, cancellationToken);

    private static bool IsInSource(ITypeSymbol type) => type is INamedTypeSymbol && type.Locations.Any(l => l.IsInSource);

    /// <summary>Returns the innermost type argument of the return type.</summary>
    private static Location LocatePayload(AnnotatedMethod method, CancellationToken cancellationToken)
    {
        var location = AnnotatedSyntax.ReturnType(method, cancellationToken);
        var syntax = location.SourceTree?.GetRoot(cancellationToken).FindNode(location.SourceSpan) as TypeSyntax;
        while (Argument(syntax) is { } argument)
        {
            (syntax, location) = (argument, argument.GetLocation());
            if (!IsWrapper(argument, method))
            {
                break;
            }
        }

        return location;
    }

    private static TypeSyntax? Argument(TypeSyntax? type) => type switch
    {
        QualifiedNameSyntax qualified => Argument(qualified.Right),
        AliasQualifiedNameSyntax alias => Argument(alias.Name),
        GenericNameSyntax { TypeArgumentList.Arguments: [var argument] } => argument,
        _ => null,
    };

    /// <summary>Determines whether a type wraps the payload. An <c>SseItem&lt;T&gt;</c> does only in a pull stream.</summary>
    private static bool IsWrapper(TypeSyntax type, AnnotatedMethod method) =>
        type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.Identifier.ValueText switch
        {
            "EventStream" => true,
            "SseItem" => method.Shape?.Form == ReturnForm.PullItems,
            _ => false,
        };
}
