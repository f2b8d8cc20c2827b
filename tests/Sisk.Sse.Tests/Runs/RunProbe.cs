using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sisk.Sse.Tests.Runs;

/// <summary>The talks of the test's streams, by their names.</summary>
public sealed class RunProbe
{
    private readonly ConcurrentDictionary<string, Talk> _talks = new(StringComparer.Ordinal);

    internal Talk this[string name] => _talks.GetOrAdd(name, static _ => new Talk());

    internal Talk Begin(string name, RunScope scope)
    {
        var talk = this[name];
        talk.Begun++;
        talk.Scope = scope;
        talk.Beginning.TrySetResult();
        return talk;
    }

    internal sealed class Talk
    {
        internal Channel<string> Words { get; } = Channel.CreateUnbounded<string>();

        internal TaskCompletionSource Beginning { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Gets or sets how often the method was called.</summary>
        internal int Begun { get; set; }

        internal RunScope? Scope { get; set; }

        internal void Say(params string[] words)
        {
            foreach (var word in words)
            {
                Words.Writer.TryWrite(word);
            }
        }

        internal void End() => Words.Writer.Complete();
    }
}

/// <summary>A service of the call's scope.</summary>
public sealed class RunScope : IDisposable
{
    internal TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Disposed.Task.IsCompleted, this);

    public void Dispose() => Disposed.TrySetResult();
}
