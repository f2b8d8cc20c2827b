namespace Sisk.Sse.Client.Connecting;

/// <content>Opens the connections of an enumeration one after another.</content>
internal sealed partial class EventEnumerator<T>
{
    /// <summary>Connects until there is a stream. Returns false if the stream has ended permanently.</summary>
    private async ValueTask<bool> ReconnectAsync()
    {
        if (_isClosed)
        {
            return false;
        }

        if (_stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(callersToken);
        }

        if (_stream is not null)
        {
            opener.Take(_stream);
            await CloseAsync().ConfigureAwait(false);
            _isOver |= opener.IsOver;
            await DelayAsync().ConfigureAwait(false);
        }

        while (!_isOver)
        {
            call.StateChanged?.Invoke(EventStreamState.Connecting);
            _stream = await OpenAsync().ConfigureAwait(false);
            if (_stream is not null)
            {
                call.StateChanged?.Invoke(EventStreamState.Open);
                return true;
            }

            _isOver |= opener.IsOver;
            await DelayAsync().ConfigureAwait(false);
        }

        End();
        return false;
    }

    private async Task<OpenStream?> OpenAsync()
    {
        try
        {
            return await opener.OpenAsync(_read, _stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (Attempt.IsBroken(exception))
        {
            ThrowIfCanceled(exception);
            throw;
        }
    }

    private async Task DelayAsync()
    {
        if (_isOver)
        {
            return;
        }

        opener.ThrowIfUnrepeatable();
        call.Reconnecting?.Invoke(opener.Failure);
        call.StateChanged?.Invoke(EventStreamState.Waiting);
        try
        {
            await opener.Delay.WaitAsync(opener.RetryAfter, _stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            ThrowIfCanceled(exception);
            throw;
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void End()
    {
        _isOver = true;
        if (!_isClosed)
        {
            _isClosed = true;
            call.StateChanged?.Invoke(EventStreamState.Closed);
        }
    }

    /// <summary>Reports a cancellation by the caller with the caller's token.</summary>
    private void ThrowIfCanceled(Exception exception)
    {
        if (_stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, callersToken);
        }
    }
}
