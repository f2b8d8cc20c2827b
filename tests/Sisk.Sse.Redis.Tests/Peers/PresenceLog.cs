using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Peers;

/// <summary>The changes that a handler of presence was told, as <c>+user</c> and <c>-user</c>.</summary>
internal sealed class PresenceLog
{
    private readonly System.Threading.Channels.Channel<string> _changes = System.Threading.Channels.Channel.CreateUnbounded<string>();

    internal List<string> All { get; } = [];

    internal void Add(object? sender, PresenceChange<(string Room, string User)> change) =>
        _changes.Writer.TryWrite((change.IsPresent ? "+" : "-") + change.Keys.User);

    /// <summary>Waits for a change. All until then are in <see cref="All"/>.</summary>
    internal async Task ReachesAsync(string change)
    {
        while (All is not [.., var last] || last != change)
        {
            All.Add(await Signal.WithinAsync(_changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()));
        }
    }
}
