using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Collects the types of payloads that event sources of a project send as JSON, by <c>Send</c> or <c>SendAsync</c>.</summary>
internal sealed class SentTypes
{
    private readonly ConcurrentBag<(ITypeSymbol Type, Location Location)> _payloads = [];

    public static SentTypes Gather(CompilationStartAnalysisContext context)
    {
        var all = new SentTypes();
        context.RegisterOperationAction(
            operation =>
            {
                // A string is sent as it is. Only the caller knows the type of a type parameter.
                if (operation.Operation is IInvocationOperation { TargetMethod: { TypeArguments: [var type] } method } call
                    && SourceSymbols.IsCall(call)
                    && SourceSymbols.Sends(method.Name)
                    && !Contains(type, static part => part.TypeKind is TypeKind.TypeParameter or TypeKind.Error)
                    && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } payload)
                {
                    all._payloads.Add((type, payload.Value.Syntax.GetLocation()));
                }
            },
            OperationKind.Invocation);
        return all;
    }

    /// <summary>Determines whether the type is anonymous, so that a context cannot name it.</summary>
    public static bool IsAnonymous(ITypeSymbol type) => Contains(type, static part => part.IsAnonymousType);

    /// <summary>Returns the payloads, ordered by file and line.</summary>
    public IEnumerable<(ITypeSymbol Type, Location Location)> InOrder() => _payloads
        .OrderBy(payload => payload.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(payload => payload.Location.SourceSpan.Start);

    private static bool Contains(ITypeSymbol type, Func<ITypeSymbol, bool> isWanted) => isWanted(type) || type switch
    {
        IArrayTypeSymbol array => Contains(array.ElementType, isWanted),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => Contains(argument, isWanted)),
        _ => false,
    };
}
