using System.IO.Compression;
using System.Text;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>The text of generated modules.</summary>
public sealed class ModuleTextTests
{
    [Fact]
    public void The_module_is_left_out_by_linters() =>
        Assert.Equal("/* eslint-disable */", TypeScriptModule.Emit(ProjectContract.OfFile(SourceTexts.Contract)).Split('\n')[1]);

    [Fact]
    public void The_served_module_of_ten_streams_takes_less_than_five_kilobytes()
    {
        var source = string.Concat(Enumerable.Range(0, 10).Select(i =>
            $"public sealed class Controller{i} {{ [RouteGet(\"/path{i}/{{id}}/events\")] public EventStream<Event{i}> Watch(int id, [FromQuery] string? filter) => new(); }} "
            + $"public abstract record Event{i} {{ public sealed record Added{i}(string Text) : Event{i}; public sealed record Removed{i}(int Id) : Event{i}; }} "));
        var module = Encoding.UTF8.GetBytes(TypeScriptModule.EmitJavaScript(ProjectContract.OfFile(source), "/streams.js", 15_000));
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(module);
        }

        Assert.InRange(compressed.Length, 1, 5_000);
    }

    /// <summary>The server reads a missing member as null, but writes every member of an event.</summary>
    [Fact]
    public void Nullable_member_can_be_left_out_of_a_type_that_is_only_sent()
    {
        var module = TypeScriptModule.Emit(ProjectContract.OfFile("""
            public class Chat { [RoutePost("/ask")] public EventStream<Both> Ask(Ask ask) => new(); }
            public record Ask(string Text, int? Max, object? More, Nested? Nested, Both? Both) { public required string? Kept { get; init; } }
            public record Nested(int? Level);
            public record Both(string? Note);
            """));

        Assert.Contains(
            """
            export interface Ask {
              both?: Both | null;
              kept: string | null;
              max?: number | null;
              more?: unknown;
              nested?: Nested | null;
              text: string;
            }
            export interface Both {
              note: string | null;
            }
            export interface Nested {
              level?: number | null;
            }
            """,
            module,
            StringComparison.Ordinal);
    }

    /// <summary>The server's build only warns. TypeScript refuses an object with two members of one name.</summary>
    [Fact]
    public void Two_events_of_one_name_are_one_entry_and_two_types()
    {
        var module = TypeScriptModule.Emit(ProjectContract.OfFile("""
            public sealed class Orders { [RouteGet("/a")] public EventStream<OrderEvent> Watch() => new(); }
            public abstract record OrderEvent { [EventName("sent")] public sealed record Sent(int N) : OrderEvent; [EventName("sent")] public sealed record Shipped(string By) : OrderEvent; }
            """));

        Assert.Contains("\"/a\", { sent: 1 })", module, StringComparison.Ordinal);
        Assert.Contains(
            "StreamEvent<\"sent\", OrderEventSent> | StreamEvent<\"sent\", OrderEventShipped>", module, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/x/{ID}", "int id", "/x/{id}")]
    [InlineData("/x/{id:int}", "int? id", "/x/{id}")]
    [InlineData("/x/{id?}", "int? id", "/x/{id?}")]
    [InlineData("/x/{id:int?}", "int? id", "/x/{id?}")]
    [InlineData("/x/{id=1}", "int id", "/x/{id?}")]
    [InlineData("/x/{id:int:min(0)=1}", "int id", "/x/{id?}")]
    [InlineData("/x/{id:regex(^a=b?$)}", "string id", "/x/{id}")]
    [InlineData("/x/{**id}", "string id", "/x/{**id?}")]
    public void Module_knows_which_parameters_a_route_needs_by_the_names_of_the_client(string route, string parameter, string expected) =>
        Assert.Contains(
        $"define(\"GET\", \"{expected}\", ",
        TypeScriptModule.EmitJavaScript(
            ProjectContract.OfFile($"public sealed class A {{ [RouteGet(\"{route}\")] public EventStream<int> W({parameter}) => new(); }}"), "/streams.js", 15_000),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("EventStream<string>", "", 15_000, "15000", false)]
    [InlineData("EventStream<string>", "", 20_000, ", [], [], undefined, false, 20000),", true)]
    [InlineData("EventStream<string>", ", PingIntervalSeconds = 60", 20_000, ", [], [], undefined, false, 60000),", true)]
    [InlineData("EventStream<string>", ", PingIntervalSeconds = double.PositiveInfinity", 20_000, ", [], [], undefined, false, 0),", true)]
    [InlineData("Task<HttpResponse>", "", 20_000, ", [], [], undefined, false, 0),", true)]
    [InlineData(
        "IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<string>>", "", 15_000, ", [], [], undefined, false, 15000, true),", true)]
    [InlineData("IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>>", "", 15_000, "15000", false)]
    [InlineData("IAsyncEnumerable<int>", ", End = StreamEnd.None", 15_000, ", [], [], null),", true)]
    [InlineData("IAsyncEnumerable<int>", ", End = StreamEnd.Done", 15_000, ", [], [], \"[DONE]\"),", true)]
    [InlineData("IAsyncEnumerable<int>", "", 15_000, "undefined", false)]
    [InlineData("EventStream<int>", "", 15_000, "null", false)]
    public void Served_module_holds_the_settings_of_each_stream_that_are_not_the_default(
        string type, string setting, long application, string text, bool isWritten)
    {
        var module = TypeScriptModule.EmitJavaScript(
            ProjectContract.OfFile($"public sealed class A {{ [RouteGet(\"/a\"{setting})] public {type} W() => null!; }}"), "/streams.js", application);

        Assert.Equal(isWritten, Assert.Single(module.Split('\n'), line => line.StartsWith("  w: define(", StringComparison.Ordinal)).Contains(text, StringComparison.Ordinal));
    }
}
