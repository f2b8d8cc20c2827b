using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class RouteSnapshots
{
    [Fact]
    public void A_prefix_and_a_template_meet_at_one_slash() => Snapshot.Verify("""
        [RoutePrefix("shop/")]
        public sealed class Streams
        {
            [RouteGet("/with-slash")]
            public HttpResponse WithSlash(HttpResponse response) => response;

            [RouteGet("without-slash")]
            public HttpResponse WithoutSlash(HttpResponse response) => response;

            [RouteGet("")]
            public HttpResponse PrefixAlone(HttpResponse response) => response;
        }
        """);

    [Fact]
    public void A_route_without_template_keeps_its_parameters() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/")]
            public EventStream<News> Root() => new();

            [RouteGet("/files/{folder:alpha}/{file}.{extension?}")]
            public EventStream<Change> Files(string folder, string file, string? extension) => new();

            [RouteGet("/trees/{id:int:min(1)}/{**path}")]
            public EventStream<Leaf> Trees(int id, string? path) => new();
        }

        public sealed record News(string Title);
        public sealed record Change(string File);
        public sealed record Leaf(string Path);
        """);

    [Fact]
    public void An_identifier_names_route_query_and_header_parameters() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/rooms/{room}", Identifier = "rooms/{room}/of/{tenant}/{kind}/{page}")]
            public EventStream<News> Rooms(Guid room, [FromHeader(Name = "X-Tenant")] string tenant, Kind kind, int? page = null) => new();
        }

        public enum Kind { Small, Large }
        public sealed record News(string Title);
        """);
}
