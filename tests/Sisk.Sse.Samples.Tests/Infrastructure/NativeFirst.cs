using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Samples.Tests.LiveBoard.Native;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(NativeFirst))]

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>The tests that wait for the compiler begin first, so that the others run meanwhile.</summary>
public sealed class NativeFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == NativeExecutable.Name ? 0 : 1)];
}
