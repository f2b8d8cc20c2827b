using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Samples.Tests.LiveBoard.Native;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(NativeFirst))]

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>Starts the tests that wait for the compiler first, so that the others run in the meantime.</summary>
public sealed class NativeFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == NativeExecutable.Name ? 0 : 1)];
}
