namespace Sisk.Sse.Testing.Receiving;

/// <summary>One response, which is read in the background into the client's log.</summary>
internal sealed class ClientConnection
{
    /// <summary>The size of the read buffer, which is all that a stalled client may have read ahead.</summary>
    private const int ReadBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disconnected = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _identified = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpResponseMessage _response;
    private readonly ClientLog _log;
    private readonly StreamParser _parser;
    private bool _isDisconnected;

    internal ClientConnection(HttpResponseMessage response, ClientLog log)
    {
        (_response, _log) = (response, log);
        _parser = new StreamParser(
            block => Add(() => Take(block)),
            comment => Add(() => log.Add(LogEntryKind.Comment, ": " + comment)));
        log.Add(LogEntryKind.Connected, "connected");
        Reading = ReadAsync();
    }

    internal HttpResponseMessage Response => _response;

    internal StallGate Gate { get; } = new();

    /// <summary>Gets the task that completes when the first bytes were read, or none will be.</summary>
    internal Task Opened => _opened.Task;

    /// <summary>Gets the task that completes when the first id was read, or none will be.</summary>
    internal Task Identified => _identified.Task;

    /// <summary>Gets the task that completes when nothing is read any more.</summary>
    internal Task Reading { get; }

    /// <summary>Cuts the connection, as a closed tab does. Nothing is added to the log afterwards.</summary>
    internal void Disconnect()
    {
        lock (_lock)
        {
            if (_isDisconnected)
            {
                return;
            }

            _isDisconnected = true;
            _log.Add(LogEntryKind.Disconnected, "disconnected");
        }

        // A read that is canceled cuts the connection at once. A response that is only disposed is read on for a while.
        _disconnected.Cancel();
        _response.Dispose();
    }

    private async Task ReadAsync()
    {
        var gone = _disconnected.Token;
        try
        {
            var body = await _response.Content.ReadAsStreamAsync(gone).ConfigureAwait(false);
            var buffer = new byte[ReadBytes];
            while (true)
            {
                // Waits again after the read, so that a client that has stalled in the meantime does not take what came.
                await Gate.PassAsync(gone).ConfigureAwait(false);
                var count = await body.ReadAsync(buffer, gone).ConfigureAwait(false);
                await Gate.PassAsync(gone).ConfigureAwait(false);
                if (count == 0)
                {
                    Add(() => _log.Add(LogEntryKind.Ended, "the server ended the stream"));
                    return;
                }

                _parser.Read(buffer.AsSpan(0, count));
                _opened.TrySetResult();
            }
        }
        catch (Exception exception)
        {
            Add(() => _log.Add(LogEntryKind.Ended, $"the connection was cut: {exception.Message}"));
        }
        finally
        {
            _opened.TrySetResult();
            _identified.TrySetResult();
        }
    }

    private void Take(EventBlock block)
    {
        _log.Add(block);
        if (block.Id is not null)
        {
            _identified.TrySetResult();
        }
    }

    private void Add(Action entry)
    {
        lock (_lock)
        {
            if (!_isDisconnected)
            {
                entry();
            }
        }
    }
}
