using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Support;

internal static class TestAppExtensions
{
    /// <summary>Opens a stream whose events are read as the application's types.</summary>
    internal static Task<TestStreamClient<T>> OpenAsync<T>(this TestApp app, string path) =>
        app.Client.OpenStreamAsync<T>(app.Application.Services, path, cancellationToken: TestContext.Current.CancellationToken);
}
