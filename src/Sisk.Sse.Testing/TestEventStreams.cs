using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Testing.Sending;
using Sisk.Sse.Testing.Waiting;
using Sisk.Sse.Topics;

namespace Sisk.Sse.Testing;

/// <summary>
/// The event streams of an application without a host or a socket, for unit tests of services that broadcast. The broadcasters are the
/// generated ones on the real runtime: a payload that cannot be serialized fails here as in the application.
/// </summary>
/// <example>
/// <code>
/// using var streams = new TestEventStreams();
/// var shipping = new Shipping(streams.Broadcaster&lt;OrderEventsBroadcaster&gt;());
/// await shipping.ShipAsync(42);
/// Assert.Equal(new OrderEvent.Shipped("DHL"), streams.Sent.Single().Payload);
/// </code>
/// </example>
public sealed class TestEventStreams : IDisposable, IAsyncDisposable
{
    private readonly BroadcastRecorder _recorder = new();
    private readonly TestLifetime _lifetime = new();
    private readonly ConcurrentDictionary<Type, object> _broadcasters = new();
    private readonly ServiceProvider _services;
    private int _waited;

    /// <summary>Initializes streams with the default options.</summary>
    /// <param name="configure">
    /// Adds services, such as those under test, or <c>ConfigureHttpJsonOptions</c>. Add the broadcasters that they inject as singletons:
    /// <c>services.AddSingleton&lt;OrderEventsBroadcaster&gt;()</c>.
    /// </param>
    public TestEventStreams(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure?.Invoke(services);
        EventStreamsBuilder.Create(services, configure: null);
        services.AddSingleton<IBroadcastObserver>(_recorder);
        services.TryAddSingleton<IHostApplicationLifetime>(_lifetime);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Gets the services that were added.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Gets the events that were broadcast so far, in order.</summary>
    public SentEvents Sent => new(_recorder.Sent.Snapshot());

    /// <summary>Gets or sets the real time after which <see cref="NextAsync"/> fails, or infinite. The default is ten seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative and not infinite.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = Patience.Check(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>Returns the broadcaster of a controller, always the same one.</summary>
    /// <typeparam name="T">The generated class, such as <c>OrderEventsBroadcaster</c>.</typeparam>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not a generated broadcaster.</exception>
    public T Broadcaster<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class
    {
        if (typeof(T).GetConstructor([typeof(StreamRegistry)]) is null)
        {
            throw new ArgumentException(
                $"{typeof(T).Name} is not a broadcaster. "
                + "Pass the class that is generated for a controller, such as OrderEventsBroadcaster.", nameof(T));
        }

        return _services.GetService<T>()
            ?? (T)_broadcasters.GetOrAdd(typeof(T), static (_, services) => ActivatorUtilities.CreateInstance<T>(services), _services);
    }

    /// <summary>
    /// Waits until code in the background broadcasts an event. Each call continues after the event that the last one returned.
    /// </summary>
    /// <typeparam name="TEvent">The type of the payload. Events of other types are passed over.</typeparam>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="EventStreamTestException">
    /// No such event was broadcast within <see cref="Timeout"/>. The message lists what was.
    /// </exception>
    public async Task<TEvent> NextAsync<TEvent>(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _recorder.Sent.WaitAsync<TEvent>(TryTake, Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Sent.Failure($"No event of type {typeof(TEvent).Name} was sent in {Patience.ToText(Timeout)}");
        }
    }

    /// <summary>Ends all subscriptions, as a server that stops does, and disposes the services.</summary>
    public void Dispose()
    {
        // A service may end only asynchronously. On the pool, no test framework's context waits for this thread.
        Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
    }

    /// <summary>Ends all subscriptions, as a server that stops does, and disposes the services.</summary>
    /// <returns>A task that completes when the services are disposed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.StopAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private bool TryTake<TEvent>(IReadOnlyList<SentEvent> sent, [MaybeNullWhen(false)] out TEvent payload)
    {
        while (_waited < sent.Count)
        {
            if (sent[_waited++].Payload is TEvent found)
            {
                payload = found;
                return true;
            }
        }

        payload = default;
        return false;
    }
}
