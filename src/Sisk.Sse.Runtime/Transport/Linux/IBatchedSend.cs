namespace Sisk.Sse.Transport.Linux;

/// <summary>A connection that sends through a <see cref="SendBatch"/>.</summary>
internal interface IBatchedSend
{
    /// <summary>Called when the batch has been sent. Must not throw.</summary>
    /// <param name="sent">The number of bytes sent, or a negative error number.</param>
    void OnSent(int sent);
}
