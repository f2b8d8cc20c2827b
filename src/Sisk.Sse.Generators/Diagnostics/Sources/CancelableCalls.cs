using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Recognizes calls that have an overload with a token, and are given none.</summary>
internal static class CancelableCalls
{
    /// <summary>The longest delay that needs no token.</summary>
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(2);

    /// <summary>Returns the call within conversions and <c>ConfigureAwait</c>; null for any other expression.</summary>
    public static IInvocationOperation? Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } call =>
            Unwrap(call.Instance ?? call.Arguments[0].Value),
        IInvocationOperation call => call,
        _ => null,
    };

    public static bool LacksToken(IInvocationOperation call)
    {
        var tokens = call.Arguments.Where(a => IsToken(a.Parameter?.Type)).ToList();
        return tokens.Count > 0
            ? tokens.TrueForAll(a => a.ArgumentKind == ArgumentKind.DefaultValue)
            : HasOverload(call.TargetMethod) && !IsShortDelay(call);
    }

    private static bool HasOverload(IMethodSymbol method) =>
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            other.Parameters.Length == method.Parameters.Length + 1
            && IsToken(other.Parameters[other.Parameters.Length - 1].Type)
            && other.Parameters.Zip(method.OriginalDefinition.Parameters, Same).All(same => same));

    private static bool Same(IParameterSymbol left, IParameterSymbol right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type);

    private static bool IsShortDelay(IInvocationOperation call) =>
        call.TargetMethod.Name == "Delay"
        && call.TargetMethod.ContainingType.Is(KnownNamespaces.Tasks, "Task")
        && (call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int milliseconds }
            ? milliseconds >= 0 && milliseconds <= _short.TotalMilliseconds
            : ConstantTime.Read(call.Arguments[0].Value) is { } time && time >= TimeSpan.Zero && time <= _short);

    private static bool IsToken(ITypeSymbol? type) => type.Is("System.Threading", "CancellationToken");
}
