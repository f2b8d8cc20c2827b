namespace Sisk.Sse.Delivery;

/// <summary>Whoever keeps a connection in an index and must forget it when it is over.</summary>
internal interface IConnectionOwner
{
    /// <summary>Called once, when the connection stops taking events, whatever the reason; frames may still be on their way out.</summary>
    void OnClosed(CloseReason reason);
}
