using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class ControllerSnapshots
{
    [Fact]
    public void Attributes_of_class_and_method_become_metadata() => Snapshot.Verify("""
        [Microsoft.AspNetCore.Authorization.Authorize(Policy = "staff")]
        [Tags("live", "orders")]
        [Obsolete("old")]
        [RoutePrefix("/x")]
        public sealed class Streams : Secured
        {
            [RouteGet("/a")]
            [Microsoft.AspNetCore.Authorization.AllowAnonymous]
            [EndpointName("a")]
            [Microsoft.AspNetCore.Cors.EnableCors("browsers")]
            [Microsoft.AspNetCore.RateLimiting.EnableRateLimiting("slow")]
            public EventStream<News> A() => new();

            [RouteGet("/b")]
            [Constants(
                'c', 1, 2L, 3U, 4UL, 1.5F, 2.5, true, null, "a\nb", Kind.Large, (Kind)7, typeof(List<>), new[] { 1, 2 },
                new object[] { "x", (byte)1 },
                Number = double.NaN)]
            [Hidden]
            public override EventStream<Weather> B() => new();

            private sealed class HiddenAttribute : Attribute;
        }

        [Microsoft.AspNetCore.Authorization.Authorize(Roles = "any")]
        [Tags("base")]
        public abstract class Secured
        {
            [EndpointDescription("b")]
            public virtual EventStream<Weather> B() => new();
        }

        public enum Kind { Small, Large }

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class ConstantsAttribute(params object?[] values) : Attribute
        {
            public object?[] Values => values;
            public double Number { get; set; }
        }

        public sealed record News(string Title);
        public sealed record Weather(double Degrees);
        """);

    [Fact]
    public void How_much_history_is_kept_is_metadata() => Snapshot.Verify("""
        [EventHistory(MaxEvents = 100, MaxAgeSeconds = 30.5, Newcomers = NewcomerReplay.Latest)]
        public sealed class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            [RouteGet("/b")]
            [EventHistory(MaxEvents = 0)]
            public EventStream<int> B() => new();
        }
        """);

    [Fact]
    public void The_greediest_constructor_is_called() => Snapshot.Verify("""
        public sealed class Streams
        {
            public Streams() { }

            internal Streams(
                IStore store, [FromKeyedServices("big")] IStore keyed, IServiceProvider services, IStore? optional = null, int retries = 3,
                string name = "x") { }

            private Streams(int a, int b, int c, int d, int e, int f, int g) { }

            [RouteGet("/a")]
            public EventStream<News> A() => new();
        }

        public interface IStore;
        public sealed record News(string Title);
        """);

    [Fact]
    public void The_marked_constructor_is_called() => Snapshot.Verify("""
        public sealed class Streams
        {
            [ActivatorUtilitiesConstructor]
            public Streams(IStore store) { }

            public Streams(IStore store, IStore another) { }

            [RouteGet("/a")]
            public EventStream<News> A() => new();
        }

        public interface IStore;
        public sealed record News(string Title);
        """);

    [Fact]
    public void A_method_with_a_mistake_keeps_the_members_that_other_code_calls() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/broken/{id")]
            public EventStream<News> BrokenRoute(int id) => new();

            [RouteGet("/ref/{id}")]
            public EventStream<Weather> RefParameter(int id, ref string text) => new();

            [RouteGet("/identifier/{id}", Identifier = "x/{id}/{unknown}")]
            public EventStream<Traffic> UnknownKey(int id) => new();
        }

        public sealed record News(string Title);
        public sealed record Weather(double Degrees);
        public sealed record Traffic(int Cars);
        """);
}
