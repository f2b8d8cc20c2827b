using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Recognizes operations on event sources in the code of a handler.</summary>
internal static class SourceSymbols
{
    public static bool IsSource(ITypeSymbol? type) => type.Is(KnownNamespaces.Sse, "HttpRequestEventSource");

    /// <summary>Determines whether an operation calls a method of an event source.</summary>
    public static bool IsCall(IInvocationOperation call) => IsSource(call.TargetMethod.ContainingType) && !call.TargetMethod.IsStatic;

    /// <summary>Determines whether an operation opens an event source.</summary>
    public static bool IsOpening(IInvocationOperation call) => call.TargetMethod.Name == "GetEventSource" && IsSource(call.Type);

    public static bool Sends(string method) => method is "Send" or "SendAsync";

    public static bool Waits(string method) => method is "KeepAlive" or "KeepAliveAsync" or "WaitForFail" or "WaitForFailAsync";

    public static bool Closes(string method) => method is "Close" or "CloseAsync" or "Dispose" or "DisposeAsync";

    /// <summary>
    /// Determines whether an operation starts pings: <c>source.PingPolicy.Start()</c>, or <c>source.WithPing(ping => ping.Start())</c>.
    /// </summary>
    public static bool StartsPings(IInvocationOperation call) =>
        IsPolicyStart(call)
        || (call.TargetMethod.Name == "WithPing"
            && call.Syntax is InvocationExpressionSyntax syntax
            && syntax.ArgumentList.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(a =>
                a is { Name.Identifier.ValueText: "Start", Parent: InvocationExpressionSyntax }));

    /// <summary>Returns the source whose method is called or whose pings are started; null for any other call.</summary>
    public static IOperation? Receiver(IInvocationOperation call) =>
        IsCall(call) ? call.Instance
        : IsPolicyStart(call) && call.Instance is IPropertyReferenceOperation { Instance: { } source } property
            && IsSource(property.Property.ContainingType) ? source
        : null;

    private static bool IsPolicyStart(IInvocationOperation call) =>
        call.TargetMethod.Name == "Start" && call.TargetMethod.ContainingType.Is(KnownNamespaces.Sse, "HttpStreamPingPolicy");

    /// <summary>Returns the variable that holds the source; null for any other expression.</summary>
    public static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IConversionOperation conversion => Variable(conversion.Operand),
        _ => null,
    };

    /// <summary>Returns the method's name within a call.</summary>
    public static Location Name(IInvocationOperation call) => (call.Syntax as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
        _ => call.Syntax.GetLocation(),
    };

    /// <summary>Returns the innermost method, lambda or local function around an operation; null for a field's initializer.</summary>
    public static (IMethodSymbol Symbol, IOperation Body)? Function(IOperation operation, ISymbol containing)
    {
        var outermost = operation;
        for (var current = operation; current is not null; current = current.Parent)
        {
            outermost = current;
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return (lambda.Symbol, lambda.Body);
                case ILocalFunctionOperation { Body: { } body } local:
                    return (local.Symbol, body);
            }
        }

        return containing is IMethodSymbol method ? (method, outermost) : null;
    }
}
