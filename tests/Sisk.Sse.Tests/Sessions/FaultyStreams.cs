using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Streams whose code fails at the point named by the plan.</summary>
[RoutePrefix("/faulty")]
public sealed class FaultyStreams
{
    private readonly FaultPlan _plan;

    public FaultyStreams(FaultPlan plan)
    {
        _plan = plan;
        plan.Reach("constructor");
    }

    [RouteGet("/push")]
    public async Task<EventStream<FaultyEvent>> Push(CancellationToken ct)
    {
        _plan.Reach("method");
        ct.UnsafeRegister(static plan => ((FaultPlan)plan!).Reach("token"), _plan);
        await Task.Yield();
        _plan.Reach("method-later");
        await _plan.WaitAsync("method", ct);
        return _plan.Fault switch
        {
            "null" => null!,
            "refusal" => EventStream.Refuse(new FaultyResult()),
            _ => new EventStream<FaultyEvent> { First = [new FaultyEvent(_plan, "first"), new FaultyEvent(_plan, "second")] },
        };
    }

    [RouteGet("/exclusive/{id}", Identifier = "faulty/{id}", Exclusive = true)]
    public EventStream<string> Exclusive(int id) => new() { First = ["first"] };

    [RouteGet("/pull")]
    public IAsyncEnumerable<FaultyEvent> Pull(CancellationToken ct)
    {
        _plan.Reach("method");
        return new FaultySequence(_plan, EnumerateAsync(ct));
    }

    [RouteGet("/async")]
    public async Task<HttpResponse> Async(HttpRequest request, CancellationToken ct)
    {
        _plan.Reach("method");
        await using var sse = request.GetEventSource();
        _plan.Reach("opened");
        sse.Send("first");
        await Task.Yield();
        _plan.Reach("sent");
        await _plan.WaitAsync("sent", ct);
        var response = await sse.CloseAsync();
        _plan.Reach("closed");
        return response;
    }

    [RouteGet("/blocking")]
    public HttpResponse Blocking(HttpRequest request)
    {
        _plan.Reach("method");
        using var sse = request.GetEventSource();
        _plan.Reach("opened");
        sse.Send("first");
        _plan.Reach("sent");
        var response = sse.Close();
        _plan.Reach("closed");
        return response;
    }

    private async IAsyncEnumerable<FaultyEvent> EnumerateAsync([EnumeratorCancellation] CancellationToken ct)
    {
        _plan.Reach("first-move");
        yield return new FaultyEvent(_plan, "first");
        await Task.Yield();
        _plan.Reach("later-move");
        await _plan.WaitAsync("sent", ct);
        yield return new FaultyEvent(_plan, "second");
    }
}

/// <summary>Names the point at which the code fails, or waits until its client leaves.</summary>
public sealed class FaultPlan
{
    public string Fault { get; set; } = "";

    public TaskCompletionSource Waits { get; private set; } = New();

    public TaskCompletionSource Reached { get; } = New();

    public void Begin(string fault) => (Fault, Waits) = (fault, New());

    public void Reach(string place)
    {
        if (Fault == place)
        {
            Reached.TrySetResult();
            throw new InvalidOperationException($"Injected at '{place}'.");
        }
    }

    public async Task WaitAsync(string place, CancellationToken ct)
    {
        if (Fault == "gone:" + place)
        {
            Waits.TrySetResult();
            Reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>An event whose serialization can fail.</summary>
public sealed record FaultyEvent(FaultPlan? Plan, string Name)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public FaultPlan? Plan { get; } = Plan;

    public string Text
    {
        get
        {
            Plan?.Reach("payload-" + Name);
            return Name;
        }
    }
}

/// <summary>A sequence that can fail outside its iterator.</summary>
internal sealed class FaultySequence(FaultPlan plan, IAsyncEnumerable<FaultyEvent> events) : IAsyncEnumerable<FaultyEvent>, IAsyncEnumerator<FaultyEvent>
{
    private IAsyncEnumerator<FaultyEvent> _enumerator = null!;

    public FaultyEvent Current => _enumerator.Current;

    public IAsyncEnumerator<FaultyEvent> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        plan.Reach("enumerator");
        _enumerator = events.GetAsyncEnumerator(cancellationToken);
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        plan.Reach("move");
        return _enumerator.MoveNextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _enumerator.DisposeAsync();
        plan.Reach("dispose");
    }
}

/// <summary>A result that fails when it is written.</summary>
internal sealed class FaultyResult : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("Injected at the refusal.");
}
