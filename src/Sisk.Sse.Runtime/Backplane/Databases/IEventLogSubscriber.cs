namespace Sisk.Sse;

/// <summary>Receives the notifications of one log. They may be late, lost or repeated: servers also poll the log.</summary>
public interface IEventLogSubscriber
{
    /// <summary>
    /// Gets a value indicating whether notifications wait for this server to process them. Further ones may then be dropped.
    /// </summary>
    bool IsFull { get; }

    /// <summary>Called for each batch that was appended and can be read, one at a time, in the order of the log.</summary>
    /// <param name="notification">The place of the batch and, unless they are large, its events.</param>
    void OnAppended(EventLogNotification notification);

    /// <summary>Called when notifications may have been lost, for example after an interruption. The server then reads the log.</summary>
    void OnMissed();
}
