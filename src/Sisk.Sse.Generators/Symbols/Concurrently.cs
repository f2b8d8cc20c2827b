using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>
/// Reads symbols on several threads. Most of a cold run is the compiler's own work when a symbol is first asked for its members, base or
/// attributes, and the compiler does this work for several symbols at a time.
/// </summary>
internal static class Concurrently
{
    /// <summary>With fewer items, other threads cost more than they save.</summary>
    private const int MinItems = 16;

    /// <summary>Calls a function for each item, and returns the results in the order of the items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="compilation">The compilation, whose <c>ConcurrentBuild</c> is respected.</param>
    /// <param name="read">A function without side effects.</param>
    /// <param name="cancellationToken">A token that ends the work.</param>
    public static TResult[] Select<T, TResult>(
        IReadOnlyList<T> items, Compilation compilation, Func<T, TResult> read, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        if (items.Count < MinItems || !compilation.Options.ConcurrentBuild)
        {
            for (var i = 0; i < results.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results[i] = read(items[i]);
            }

            return results;
        }

        try
        {
            Parallel.For(
                0, results.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => results[i] = read(items[i]));
        }
        catch (AggregateException exception)
        {
            // Throw the same exception as on one thread.
            ExceptionDispatchInfo.Capture(exception.InnerExceptions[0]).Throw();
        }

        return results;
    }
}
