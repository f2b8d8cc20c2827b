using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class ResumableTests
{
    [Theory]
    [InlineData("RouteGet(\"/chat/{room}\")", "room", "[|\"/chat/{id}\"|]")]
    [InlineData("RouteGet(\"/CHAT/{id}\")", "id", "[|\"/chat/{id}\"|]")]
    [InlineData("RouteGet(\"/chat/{id:int}\")", "id", "\"/chat/{id}\"")]
    [InlineData("RoutePost(\"/other/{id}\")", "id", "\"/chat/{id}\"")]
    public Task Route_that_resumes_a_stream_belongs_to_it_alone(string other, string parameter, string route) =>
        Verify.ReportsAsync("SSE075", $$"""
        public class Chat
        {
            [RoutePost({{route}}, Resumable = true)]
            public IAsyncEnumerable<string> Ask(int id) => null!;
        }

        public class Rooms
        {
            [{{other}}]
            public EventStream<int> Watch(int {{parameter}}) => new();
        }
        """);

    [Theory]
    [InlineData("[|HttpContext|] context", "Resumable = true")]
    [InlineData("[|HttpRequest|] request, CancellationToken ct", "Resumable = true")]
    [InlineData("[|System.IO.Stream|] body", "Resumable = true, ResumeWindowSeconds = 5")]
    [InlineData("HttpContext context", "Resumable = false")]
    [InlineData("System.Security.Claims.ClaimsPrincipal user, string query, CancellationToken ct", "Resumable = true")]
    public Task Request_is_not_used_after_its_end(string parameters, string setting) => Verify.ReportsAsync("SSE076", $$"""
        public class Chat
        {
            [RoutePost("/chat", {{setting}})]
            public IAsyncEnumerable<string> Ask({{parameters}}) => null!;
        }
        """);

    [Theory]
    [InlineData("Resumable = [|true|]", "EventStream<int>")]
    [InlineData("Resumable = [|true|], ResumeWindowSeconds = [|5|]", "Task<HttpResponse>")]
    [InlineData("ResumeWindowSeconds = [|5|]", "IAsyncEnumerable<int>")]
    [InlineData("Resumable = false", "EventStream<int>")]
    [InlineData("Resumable = true, ResumeWindowSeconds = 5", "Task<EventSequence<int>>")]
    public Task Setting_of_a_stream_that_cannot_be_resumed_is_reported(string settings, string type) => Verify.ReportsAsync("SSE043", $$"""
        public class Chat
        {
            [RoutePost("/chat", {{settings}})]
            public {{type}} Ask() => null!;
        }
        """);

    [Theory]
    [InlineData("[|0|]")]
    [InlineData("[|-1|]")]
    [InlineData("[|86401|]")]
    [InlineData("[|double.PositiveInfinity|]")]
    [InlineData("86400")]
    public Task Window_is_over_zero_and_at_most_a_day(string seconds) => Verify.ReportsAsync("SSE069", $$"""
        public class Chat
        {
            [RoutePost("/chat", Resumable = true, ResumeWindowSeconds = {{seconds}})]
            public IAsyncEnumerable<string> Ask() => null!;
        }
        """);
}
