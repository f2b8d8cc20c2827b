using Sisk.Sse.Benchmarks.Processes;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server under test, as the measuring process sees it.</summary>
internal interface IServer : IDisposable
{
    int Port { get; }

    ProcessFigures Figures { get; }

    /// <summary>Has the server send events, and returns when it has taken the last.</summary>
    Task BroadcastAsync(int count, TimeSpan interval, int bytes);

    /// <summary>
    /// A figure of the .NET runtime's own: <c>live</c> (bytes on the heap after a full collection) or <c>allocated</c> (bytes ever). NaN
    /// for other servers.
    /// </summary>
    Task<double> RuntimeAsync(string figure);
}
