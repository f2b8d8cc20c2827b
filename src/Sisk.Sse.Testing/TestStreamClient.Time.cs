using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Testing;

/// <content>Lets time pass.</content>
public sealed partial class TestStreamClient<T>
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Advances the application's fake clock, which drives pings, timeouts, ages and resume windows. It moves by at most a second at a
    /// time, each time after everything that is due has been written.
    /// </summary>
    /// <param name="time">The time that passes, at least zero.</param>
    /// <param name="cancellationToken">A token that cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="InvalidOperationException">
    /// The application's <see cref="TimeProvider"/> is not a <see cref="FakeTimeProvider"/>.
    /// </exception>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (_server.GetService<TimeProvider>() is not FakeTimeProvider clock)
        {
            throw new InvalidOperationException("The application uses the real clock. Call services.UseTestClock(clock) when it is built.");
        }

        var sessions = _server.GetRequiredService<SessionRegistry>();
        for (var left = time; left > TimeSpan.Zero; left -= _step)
        {
            await WritingAsync(sessions, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            clock.Advance(left < _step ? left : _step);
        }

        await WritingAsync(sessions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection that is being written to would take the passed time for a write that long.</summary>
    private static async Task WritingAsync(SessionRegistry sessions, CancellationToken cancellationToken)
    {
        while (sessions.All().Any(session => session.Source is { Connection.IsWriting: true }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
