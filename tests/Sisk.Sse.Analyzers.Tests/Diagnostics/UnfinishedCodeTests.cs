using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Code as it stands while it is typed: the generator and the analyzers never throw, and other classes keep their code.</summary>
public sealed class UnfinishedCodeTests
{
    private const string Other = """
        public sealed class Other
        {
            [RouteGet("/other")] public EventStream<string> Watch() => new();
        }
        """;

    [Theory]
    [InlineData("public sealed class Rooms(List<> log) { [RouteGet(\"/rooms\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public sealed class Rooms { [RouteGet(\"/rooms\")] public EventStream<string> Watch(List<> log) => new(); }")]
    [InlineData("public sealed class Rooms { [RouteGet(\"/rooms\")] public EventStream<List<>> Watch() => new(); }")]
    [InlineData("public sealed class Rooms { [RouteGet(\"/rooms\")] public EventStream<> Watch() => new(); }")]
    [InlineData("public sealed record Page(List<> Log); public sealed class Rooms { [RouteGet(\"/rooms\")] public EventStream<string> Watch([AsParameters] Page page) => new(); }")]
    [InlineData("public sealed class TagAttribute<T> : Attribute; public sealed class Rooms { [Tag<>, RouteGet(\"/rooms\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("using Ali = System.Text.StringBuilder; public class Ali; public sealed class Rooms(Ali ali) { [RouteGet(\"/rooms\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Rooms { [RouteGet(\"/r/{room}\")] public EventStream<string> Watch(string room) => new(); [RouteGet(\"/r/{room}\")] public EventStream<string> Watch(string room) => new(); }")]
    [InlineData("public class Rooms { [RouteGet(\"/r\"), RouteGet(\"/r\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Rooms { [RouteGet(\"/r\")] public EventStream<string> Watch() => new(); } public class Rooms { [RouteGet(\"/r\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public partial class Rooms { [RouteGet(\"/r\")] public EventStream<string> Watch() => new(); } public partial class Rooms { [RouteGet(\"/r\")] public EventStream<string> Watch() => new(); }")]
    public async Task Other_classes_keep_their_generated_code_when_a_class_is_unfinished(string unfinished)
    {
        var analysis = await Analysis.RunAsync([unfinished, Other]);

        Assert.Null(analysis.Generated.Exception);
        Assert.NotNull(analysis.Compilation.GetTypeByMetadataName("OtherBroadcaster"));
        Assert.NotEmpty(analysis.Errors);
    }
}
