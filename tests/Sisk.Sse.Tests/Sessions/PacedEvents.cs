using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Pull streams whose pace the test controls.</summary>
[RoutePrefix("/paced")]
public sealed class PacedEvents(Pace pace)
{
    internal static int[] LargeItems { get; } = [4, 5, 1100 * 1024, 3, 1100 * 1024, 1100 * 1024, 1];

    [RouteGet("/channel")]
    public IAsyncEnumerable<string> FromChannel(CancellationToken ct) => pace.Items.Reader.ReadAllAsync(ct);

    /// <summary>Yields ten items, waits, and yields ten more.</summary>
    [RouteGet("/bursts")]
    public async IAsyncEnumerable<string> Bursts([EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 0; i < 20; i++)
        {
            if (i == 10)
            {
                await pace.Items.Reader.ReadAsync(ct);
            }

            yield return $"item {i}";
        }
    }

    /// <summary>Takes a second of the clock for each item, without awaiting.</summary>
    [RouteGet("/computed")]
    public async IAsyncEnumerable<string> Computed()
    {
        for (var i = 0; i < 3; i++)
        {
            pace.Clock?.Advance(TimeSpan.FromSeconds(1));
            yield return $"item {i}";
        }

        await pace.Items.Reader.ReadAsync();
    }

    /// <summary>Blocks its thread after the third item until the test releases it.</summary>
    [RouteGet("/blocked")]
    public async IAsyncEnumerable<string> Blocked()
    {
        await Task.CompletedTask;
        for (var i = 0; i < 4; i++)
        {
            yield return $"item {i}";
            if (i == 2)
            {
                pace.Computation.Wait();
            }
        }
    }

    /// <summary>Yields items that are ready at once, one of which is larger than a queue.</summary>
    [RouteGet("/sizes")]
    public static async IAsyncEnumerable<string> Sizes()
    {
        foreach (var size in LargeItems)
        {
            yield return new string('x', size);
        }

        await Task.CompletedTask;
    }

    /// <summary>Yields numbers that are ready at once.</summary>
    [RouteGet("/ready/{count}")]
    public static async IAsyncEnumerable<int> Ready(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }

        await Task.CompletedTask;
    }

    /// <summary>Yields more data than all buffers hold, without waiting. Each item begins with its number.</summary>
    [RouteGet("/flood")]
    public async IAsyncEnumerable<string> Flood([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        for (var i = 0; i < Pace.FloodItems; i++)
        {
            ct.ThrowIfCancellationRequested();
            Interlocked.Increment(ref pace.Produced);
            yield return $"{i} {Pace.Large}";
        }
    }

    [RouteGet("/fails-first")]
    public async IAsyncEnumerable<string> FailsFirst()
    {
        await pace.Items.Reader.ReadAsync();
        throw new InvalidOperationException("a secret of the server");
#pragma warning disable CS0162 // The yield makes this an iterator.
        yield break;
#pragma warning restore CS0162
    }

    [RouteGet("/fails-at-once")]
    public IAsyncEnumerable<string> FailsAtOnce() => throw new InvalidOperationException("no sequence at all");

    [RouteGet("/finite")]
    public async IAsyncEnumerable<SseItem<string>> Finite([LastEventId] string? lastEventId)
    {
        Interlocked.Increment(ref pace.Enumerations);
        await Task.Yield();
        yield return new SseItem<string>($"after {lastEventId ?? "nothing"}") { EventId = "1", ReconnectionInterval = TimeSpan.FromMilliseconds(1) };
    }

    [RoutePost("/echo")]
    public async IAsyncEnumerable<string> Echo(Words words, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var word in words.All)
        {
            yield return word;
            await pace.Items.Reader.ReadAsync(ct);
        }
    }
}

public sealed record Words(string[] All);

public sealed class Pace
{
    internal const int FloodItems = 1500;
    internal static readonly string Large = new('x', 64 * 1024);

    internal int Produced;
    internal int Enumerations;

    public Channel<string> Items { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Gets the event that blocks a sequence.</summary>
    internal ManualResetEventSlim Computation { get; } = new();

    internal TestClock? Clock { get; set; }
}
