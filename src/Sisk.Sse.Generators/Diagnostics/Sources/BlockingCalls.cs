using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Recognizes calls that block their thread.</summary>
internal static class BlockingCalls
{
    /// <summary>
    /// Returns a blocking call, its awaitable replacement, and whether it is a method of an event source. Null for any other operation.
    /// </summary>
    public static (Location Location, string Name, string Replacement, bool IsOfSource)? Find(IOperation operation) => operation switch
    {
        IInvocationOperation call when IsWaitOfSource(call) =>
            (SourceSymbols.Name(call), call.TargetMethod.Name, call.TargetMethod.Name + "Async", true),
        IInvocationOperation { TargetMethod: { Name: "Sleep" } sleep } call when sleep.ContainingType.Is("System.Threading", "Thread") =>
            (SourceSymbols.Name(call), "Sleep", "Task.Delay", false),
        IInvocationOperation { TargetMethod: { Name: "Wait" } wait } call when IsTask(wait.ContainingType) =>
            OnTask(SourceSymbols.Name(call), "Wait", call.Instance),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation awaiter } call
            when awaiter.TargetMethod.Name == "GetAwaiter" => OnTask(SourceSymbols.Name(call), "GetResult", awaiter.Instance),
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Syntax: MemberAccessExpressionSyntax access } result
            when IsTask(property.ContainingType) => OnTask(access.Name.GetLocation(), "Result", result.Instance),
        _ => null,
    };

    public static bool IsWaitOfSource(IInvocationOperation call) =>
        call.TargetMethod.Name is "KeepAlive" or "WaitForFail" && SourceSymbols.IsCall(call);

    /// <summary>
    /// Returns a wait for a task that is the result of a call. A task in a variable may have completed, so that the wait does not block.
    /// </summary>
    private static (Location, string, string, bool)? OnTask(Location location, string name, IOperation? task) =>
        task is not null && CancelableCalls.Unwrap(task) is { } call
            ? (location, name, call.TargetMethod.Name, SourceSymbols.IsCall(call))
            : null;

    private static bool IsTask(ITypeSymbol type) => type.Is(KnownNamespaces.Tasks, "Task") || type.Is(KnownNamespaces.Tasks, "Task`1");
}
