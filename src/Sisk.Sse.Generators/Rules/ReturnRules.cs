using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Which return types are event streams.</summary>
internal static class ReturnRules
{
    /// <summary>Null for a type that is no event stream.</summary>
    public static ReturnShape? Classify(ITypeSymbol type)
    {
        if (Argument(type, KnownNamespaces.Tasks, "Task`1") is { } result)
        {
            return ClassifyPush(result, isAwaited: true) ?? ClassifyImperative(result, isAwaited: true);
        }

        if (Argument(type, KnownNamespaces.Tasks, "ValueTask`1") is { } valueResult)
        {
            return ClassifyPush(valueResult, isAwaited: true);
        }

        return ClassifyPush(type, isAwaited: false) ?? ClassifyPull(type) ?? ClassifyImperative(type, isAwaited: false);
    }

    private static ReturnShape? ClassifyPush(ITypeSymbol type, bool isAwaited) =>
        Argument(type, KnownNamespaces.Sse, "EventStream`1") is { TypeKind: not TypeKind.Error } payload
            ? new ReturnShape(ReturnForm.Push, isAwaited, payload)
            : null;

    private static ReturnShape? ClassifyPull(ITypeSymbol type)
    {
        if (Argument(type, "System.Collections.Generic", "IAsyncEnumerable`1") is not { TypeKind: not TypeKind.Error, IsRefLikeType: false } item)
        {
            // A sequence may be one of ref structs, which nothing can keep until they are written.
            return null;
        }

        return Argument(item, "System.Net.ServerSentEvents", "SseItem`1") is { } payload
            ? new ReturnShape(ReturnForm.PullItems, false, payload)
            : new ReturnShape(ReturnForm.Pull, false, item);
    }

    private static ReturnShape? ClassifyImperative(ITypeSymbol type, bool isAwaited) =>
        type.Is(KnownNamespaces.Http, "HttpResponse") ? new ReturnShape(ReturnForm.Imperative, isAwaited, null) : null;

    private static ITypeSymbol? Argument(ITypeSymbol type, string containingNamespace, string metadataName) =>
        type is INamedTypeSymbol { TypeArguments: [var argument] } && type.Is(containingNamespace, metadataName) ? argument : null;
}
