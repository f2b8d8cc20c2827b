namespace Sisk.Sse.Connections;

/// <summary>Whoever waits for connections that are behind.</summary>
internal interface ICatchUpObserver
{
    /// <summary>A connection that was behind has little left to write, or is over. Called under its lock.</summary>
    void OnCaughtUp();
}
