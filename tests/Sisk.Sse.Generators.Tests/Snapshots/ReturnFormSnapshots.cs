using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class ReturnFormSnapshots
{
    [Fact]
    public void Push_streams_at_once_or_in_a_task() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/direct")]
            public EventStream<News> Direct() => new();

            [RouteGet("/task")]
            public Task<EventStream<Weather>> InTask() => Task.FromResult(new EventStream<Weather>());

            [RouteGet("/value-task")]
            public ValueTask<EventStream<Traffic>> InValueTask() => new(new EventStream<Traffic>());
        }

        public sealed record News(string Title);
        public sealed record Weather(double Degrees);
        public sealed record Traffic(int Cars);
        """);

    [Fact]
    public void Pull_streams_of_payloads_and_of_items() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/payloads")]
            public async IAsyncEnumerable<News> Payloads([EnumeratorCancellation] CancellationToken ct)
            {
                await Task.Delay(1, ct);
                yield return new News("one");
            }

            [RouteGet("/items")]
            public async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<News>> Items()
            {
                await Task.Yield();
                yield return new(new News("two"), "named");
            }
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Pull_streams_in_a_task() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/sequence")]
            public EventSequence<News> Sequence() => EventStream.From(Read());

            [RouteGet("/task")]
            public Task<IAsyncEnumerable<News>> InTask() => Task.FromResult(Read());

            [RouteGet("/missing")]
            public Task<EventSequence<News>?> Missing() => Task.FromResult<EventSequence<News>?>(null);

            [RoutePost("/items")]
            public async ValueTask<EventSequence<System.Net.ServerSentEvents.SseItem<News>>> Items()
            {
                await Task.Yield();
                return EventStream.Refuse(TypedResults.NotFound());
            }

            private static IAsyncEnumerable<News> Read() => throw new NotSupportedException();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Ends_of_pull_streams() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/default")]
            public IAsyncEnumerable<News> Default() => throw new NotSupportedException();

            [RouteGet("/done", End = StreamEnd.Done)]
            public IAsyncEnumerable<News> Done() => throw new NotSupportedException();

            [RouteGet("/none", End = StreamEnd.None)]
            public IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<News>> None() => throw new NotSupportedException();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Imperative_methods_blocking_and_awaited() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/blocking")]
            public HttpResponse Blocking(HttpRequest request) => request.HttpContext.Response;

            [RouteGet("/blocking/{room}")]
            public HttpResponse BlockingWithValues(string room, HttpResponse response) => response;

            [RouteGet("/awaited")]
            public Task<HttpResponse> Awaited(HttpContext context, CancellationToken ct) => Task.FromResult(context.Response);

            [RouteGet("/awaited/{room}")]
            public async Task<HttpResponse> AwaitedWithValues(int room, HttpContext context)
            {
                await Task.Yield();
                return context.Response;
            }
        }
        """);

    [Fact]
    public void Static_methods_need_no_controller() => Snapshot.Verify("""
        public static class Streams
        {
            [RouteGet("/push/{room}")]
            public static EventStream<News> Push(string room) => new();

            [RouteGet("/pull")]
            public static async IAsyncEnumerable<News> Pull()
            {
                await Task.Yield();
                yield break;
            }

            [RouteGet("/imperative")]
            public static HttpResponse Imperative(HttpResponse response) => response;
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void A_post_reads_a_body() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RoutePost("/ask/{model}")]
            public async IAsyncEnumerable<Token> Ask(string model, Question question, IModel service,
                [EnumeratorCancellation] CancellationToken ct)
            {
                await Task.Yield();
                yield return new Token(model + question + service + ct);
            }

            [RoutePost("/explicit")]
            public EventStream<Token> Explicit([FromBody] Question question, [FromServices] Model model) => new();
        }

        public sealed record Question(string Text);
        public sealed record Token(string Text);
        public interface IModel;
        public sealed class Model : IModel;
        """);
}
