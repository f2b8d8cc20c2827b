using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for return types that are event streams.</summary>
internal static class ReturnRules
{
    /// <summary>Returns the shape of a return type; null if it is not an event stream.</summary>
    public static ReturnShape? Classify(ITypeSymbol type)
    {
        if (Argument(type, KnownNamespaces.Tasks, "Task`1") is { } result)
        {
            return ClassifyPush(result, isAwaited: true) ?? ClassifyPull(result, isAwaited: true)
                ?? ClassifyImperative(result, isAwaited: true);
        }

        if (Argument(type, KnownNamespaces.Tasks, "ValueTask`1") is { } valueResult)
        {
            return ClassifyPush(valueResult, isAwaited: true) ?? ClassifyPull(valueResult, isAwaited: true);
        }

        return ClassifyPush(type, isAwaited: false) ?? ClassifyPull(type, isAwaited: false) ?? ClassifyImperative(type, isAwaited: false);
    }

    private static ReturnShape? ClassifyPush(ITypeSymbol type, bool isAwaited) =>
        Argument(type, KnownNamespaces.Sse, "EventStream`1") is { TypeKind: not TypeKind.Error } payload
            ? new ReturnShape(ReturnForm.Push, isAwaited, payload)
            : null;

    private static ReturnShape? ClassifyPull(ITypeSymbol type, bool isAwaited)
    {
        var argument = Argument(type, "System.Collections.Generic", "IAsyncEnumerable`1") ?? Argument(
            type, KnownNamespaces.Sse, "EventSequence`1");
        if (argument is not { TypeKind: not TypeKind.Error, IsRefLikeType: false } item)
        {
            // Ref structs cannot be kept until they are written.
            return null;
        }

        return Argument(item, "System.Net.ServerSentEvents", "SseItem`1") is { } payload
            ? new ReturnShape(ReturnForm.PullItems, isAwaited, payload)
            : new ReturnShape(ReturnForm.Pull, isAwaited, item);
    }

    private static ReturnShape? ClassifyImperative(ITypeSymbol type, bool isAwaited) =>
        type.Is(KnownNamespaces.Http, "HttpResponse") ? new ReturnShape(ReturnForm.Imperative, isAwaited, null) : null;

    private static ITypeSymbol? Argument(ITypeSymbol type, string containingNamespace, string metadataName) =>
        type is INamedTypeSymbol { TypeArguments: [var argument] } && type.Is(containingNamespace, metadataName) ? argument : null;
}
