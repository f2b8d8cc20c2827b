using System.Text.RegularExpressions;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>Generated modules under the strict compiler.</summary>
public sealed class CompileTests
{
    private static readonly string[] _strict =
    [
        "--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable,dom.asynciterable",
        "--types", "", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noImplicitOverride", "--noPropertyAccessFromIndexSignature",
        "--noImplicitReturns", "--noFallthroughCasesInSwitch",

        // What the templates of Vite set besides, and what Node needs to run TypeScript without a compiler.
        "--erasableSyntaxOnly", "--verbatimModuleSyntax", "--noUnusedLocals", "--noUnusedParameters",
    ];

    /// <summary>The example of the contract, as a page writes it.</summary>
    private const string Page = """
        import { orderEvents, defaults, type OrderEventShipped } from "./streams";
        declare function show(text: string): void;
        defaults.headers = () => ({ authorization: "Bearer token" });
        export async function watch(signal: AbortSignal | undefined): Promise<OrderEventShipped | undefined> {
          for await (const e of orderEvents.watch({ orderId: 42 }, { signal })) {
            switch (e.type) {
              case "shipped": show(e.data.carrier); return e.data;
              case "gone": show(e.data.why); break;
              case "snapshot": e.data.lines.forEach(show); break;
              default: const none: never = e; return none;
            }
          }
          return undefined;
        }
        export const stop = orderEvents.watch({ orderId: 42 }).on({ shipped: d => show(d.carrier), reset: () => show("reset"), state: s => show(s) });
        export const ticks = orderEvents.ticks().on({ message: tick => show(tick.number.toFixed()), end: undefined, error: e => show(String(e)) });
        // @ts-expect-error the parameter is missing
        orderEvents.watch();
        // @ts-expect-error of another type
        orderEvents.watch({ orderId: "42" });
        // @ts-expect-error there is no such event
        orderEvents.watch({ orderId: 42 }).on({ shiped: () => {} });
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_example_of_the_contract_is_typed(bool isServed) =>
        await AssertCompilesAsync(ProjectContract.OfFile(SourceTexts.Contract), isServed, Page);

    [Fact]
    public async Task The_module_compiles_with_TypeScript_5_and_no_more_libraries_than_Angular_sets()
    {
        Node.RequirePackage("typescript-5");
        using var folder = new TemporaryFolder();
        folder.Write("streams.ts", TypeScriptModule.Emit(ProjectContract.OfFile(SourceTexts.Contract)));
        folder.Write("page.ts", Page);

        // This version takes no empty list of types.
        var options = _strict.Except(["--types", ""]);
        var (exitCode, output) = await Node.RunAsync(
            [Path.Combine(Node.Tools, "node_modules", "typescript-5", "bin", "tsc"), "--skipDefaultLibCheck", .. options, "--lib", "es2022,dom", "page.ts"],
            folder: folder.Path);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_module_compiles_with_the_types_of_a_worker_and_with_isolated_declarations()
    {
        using var folder = new TemporaryFolder();
        folder.Write("streams.ts", TypeScriptModule.Emit(ProjectContract.OfFile(AllShapes.Source)));

        var (exitCode, output) = await Node.CompileAsync(
            folder.Path, [.. _strict, "--lib", "es2022,webworker", "--declaration", "--isolatedDeclarations", "streams.ts"]);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thirty_streams_of_all_shapes_are_typed(bool isServed) =>
        await AssertCompilesAsync(ProjectContract.OfFile(AllShapes.Source), isServed, """
        import { allShapes, Color, type Everything, type Shape, type DateString, type DateTimeString } from "./streams";
        const day = "2026-11-29" as DateString;
        // @ts-expect-error a date is no date and time
        const wrong: DateTimeString = day;
        export async function use(everything: Everything) {
          for await (const e of allShapes.pull({ day })) {
            if (e.type === "added") { const shape: Shape = e.data.shape; if (shape.kind === "circle") shape.radius.toFixed(); else shape.side.toFixed(); }
            else if (e.type === "removed") { const reason: string | null = e.data.reason; void reason; }
            else { const name: "all-gone" = e.type; void name; }
          }
          for await (const e of allShapes.keys({ id: 1, color: "Red", rest: "a/b", tags: [1, 2], "X-Tenant": "t" })) e.data.count.toFixed();
          for await (const e of allShapes.ask({ body: everything })) e.data.toUpperCase();
          for await (const e of allShapes.items()) { const type: string = e.type; void type; e.data.name.toUpperCase(); }
          for await (const e of allShapes.raw()) e.data.toUpperCase();
          const color: Color = Color.Green, five: 5 = color;
          const level: "Low" | "very high" = everything.level;
          const optional: string | undefined = everything.optional;
          const huge: string = everything.huge, map: Record<string, number[]> = everything.map, texts: (string | null)[] = everything.texts;
          const renamed: number = everything["renamed-member"], anything: unknown = everything.anything, maybe: Color | null = everything.maybeColor;
          void [five, level, optional, huge, map, texts, renamed, anything, maybe, wrong];
          // @ts-expect-error what is ignored is not written
          everything.hidden;
        }
        """);

    [Theory]
    [InlineData("record Shipped", "record Sent", "shipped")]
    [InlineData("string Carrier", "string Company", "carrier")]
    [InlineData("string Carrier", "int Carrier", "number")]
    public async Task Renaming_an_event_or_a_member_breaks_the_page(string old, string replacement, string named)
    {
        var (exitCode, output) = await CompileAsync(
            ProjectContract.OfFile(SourceTexts.Contract.Replace(old, replacement, StringComparison.Ordinal)), isServed: false, Page);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(named, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parameters_of_one_name_in_several_places_have_names_of_their_own(bool isServed) => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            public sealed class Orders
            {
                [RoutePost("/orders/{id}")]
                public EventStream<string> Watch(int id, [FromQuery(Name = "id")] string[] others, [FromHeader(Name = "id")] DateOnly day, [FromQuery(Name = "body")] string? text, [FromBody] Question question) => new();
            }
            public sealed record Question(string Text);
            """),
        isServed,
        """
        import { orders, type DateString } from "./streams";
        orders.watch({ id: 1, id2: ["a"], id3: "2026-11-29" as DateString, body: { text: "a" }, body2: "b" });
        // @ts-expect-error the day is missing
        orders.watch({ id: 1, id2: ["a"], body: { text: "a" } });
        """);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parameters_with_the_names_of_members_of_every_object_can_be_left_out(bool isServed) => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<string> A(string? constructor, [FromQuery] int? valueOf, string? then) => new();
                [RouteGet("/b/{toString}")] public EventStream<string> B(string toString, [FromHeader] string? hasOwnProperty) => new();
            }
            """),
        isServed,
        """
        import { orders } from "./streams";
        orders.a(); orders.a({}); orders.a({ constructor2: "a", valueOf2: 1, then: "b" });
        orders.b({ toString: "a" }); orders.b({ toString: "a", hasOwnProperty2: "b" });
        """);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_and_value_may_be_named_as_the_prototype(bool isServed)
    {
        var contract = ProjectContract.OfFile("""
            public sealed class Orders { [RouteGet("/a")] public EventStream<OrderEvent> Watch() => new(); }
            public abstract record OrderEvent { [EventName("__proto__")] public sealed record Odd(Kind Kind) : OrderEvent; public sealed record Even : OrderEvent; }
            public enum Kind { A, __proto__ }
            """);

        Assert.Contains(
            "{ [\"__proto__\"]: 1, even: 1 }", TypeScriptModule.EmitJavaScript(contract, "/streams.js", 15_000), StringComparison.Ordinal);
        await AssertCompilesAsync(contract, isServed, """
            import { orders, Kind } from "./streams";
            orders.watch().on({ ["__proto__"]: odd => { if (odd.kind === Kind["__proto__"]) return; }, even: () => {} });
            """);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Classes_of_one_name_in_two_assemblies_have_objects_of_their_own(bool isServed)
    {
        const string Source = "public sealed class Orders { [RouteGet(\"/own\")] public EventStream<string> Watch() => new(); }";
        var library = ProjectContract.OfFile(Source.Replace("/own", "/library", StringComparison.Ordinal).Replace("string", "int", StringComparison.Ordinal)) with { Name = "Acme.Library" };

        await AssertCompilesAsync(ContractMerging.Merge("App", [ProjectContract.OfFile(Source), library]), isServed, """
            import { orders, ordersLibrary } from "./streams";
            orders.watch().on({ message: text => text.toUpperCase() });
            ordersLibrary.watch().on({ message: number => number.toFixed() });
            """);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_of_flags_may_hold_the_end_of_a_comment(bool isServed) => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            public sealed class Orders { [RouteGet("/orders")] public EventStream<Order> Watch() => new(); }
            public sealed record Order(Tags Tags);
            [Flags, System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Tags>))]
            public enum Tags { None, [System.Text.Json.Serialization.JsonStringEnumMemberName("a*/b")] Odd }
            """),
        isServed,
        """
        import { orders } from "./streams";
        orders.watch().on({ message: order => order.tags.toUpperCase() });
        """);

    [Fact]
    public async Task Hostile_names_do_not_clash_with_the_module_or_each_other() => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            namespace Shop.A { public sealed class Events { [RouteGet("/a")] public EventStream<Response> Await() => new(); [RouteGet("/{a:regex(^\\d{{2}}$)}")] public EventStream<Response> Delete(string a) => new(); } public sealed record Response(Error Error); public sealed record Error(int Code); }
            namespace Shop.B { public sealed class Events { [RouteGet("/b")] public EventStream<Error> New() => new(); } public sealed record Error(string @class); }
            public sealed class Defaults { [RouteGet("/c")] public EventStream<Headers> Of() => new(); } public abstract record Headers { [EventName("state")] public sealed record State(int A) : Headers; [EventName("two words")] public sealed record Two : Headers; }
            """),
        isServed: false,
        "import { eventsStreams, eventsStreams2, defaultsStreams } from \"./streams\"; eventsStreams.await().on({ message: d => d.error.code }); eventsStreams2.new().on({ message: d => d.class }); defaultsStreams.of().on({ state: d => d.a, 'two words': () => {} }); eventsStreams.delete({ a: \"12\" });");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_without_events_compiles(bool isServed) => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<OrderEvent> Watch() => new();
                [RouteGet("/b")] public IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<OrderEvent>> Items() => null!;
            }
            public abstract record OrderEvent;
            """),
        isServed,
        "import { orders } from \"./streams\"; orders.watch().on({ reset: () => {} }); orders.items().on({ end: () => {} });");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_keeps_every_character_that_both_languages_allow(bool isServed) => await AssertCompilesAsync(
        ProjectContract.OfFile("""
            public sealed class ⅷ { [RouteGet("/a")] public EventStream<Ⅷ8> Watch() => new(); }
            public sealed record Ⅷ8(E\u0301te\u0301 Inner);
            public sealed record E\u0301te\u0301(int N);
            """),
        isServed,
        "import { Ⅷ, type Ⅷ8, type E\u0301te\u0301 } from \"./streams\"; Ⅷ.watch().on({ message: (d: Ⅷ8) => { const e: E\u0301te\u0301 = d.inner; e.n.toFixed(); } });");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Controllers_and_types_with_the_names_of_the_module_itself_do_not_clash_with_it(bool isServed)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Node.RuntimeFolder, "runtime.ts"), TestContext.Current.CancellationToken);
        string[] words = [.. Regex.Matches(source, "[A-Za-z]+").Select(match => match.Value).Distinct()];
        var contract = new StreamContract(
            "Shop",
            words.Select(word => Stream(char.ToUpperInvariant(word[0]) + word[1..], Shape.Reference(word)))
                .DistinctBy(stream => stream.Controller).ToEquatableArray(),
            words.Select(word => new ContractType(word, Values: new(IsText: false, IsFlags: false, new([new("A", "A", "0")])))).ToEquatableArray());

        await AssertCompilesAsync(contract, isServed, "import * as streams from \"./streams\"; export default streams;");

        static ContractStream Stream(string controller, Shape payload) => new(
            controller, "Watch", "GET", "/a", StreamKind.Push, Contracts.StreamEnd.None, payload, default, new(
                [new ContractEvent(null, payload, IsText: false)]));
    }

    private static async Task AssertCompilesAsync(StreamContract contract, bool isServed, string page)
    {
        var (exitCode, output) = await CompileAsync(contract, isServed, page);

        Assert.True(exitCode == 0, output);
    }

    private static async Task<(int ExitCode, string Output)> CompileAsync(StreamContract contract, bool isServed, string page)
    {
        using var folder = new TemporaryFolder();
        if (isServed)
        {
            folder.Write("streams.d.ts", TypeScriptModule.EmitDeclarations(contract));
            folder.Write("streams.js", TypeScriptModule.EmitJavaScript(contract, "/streams.js", 15_000));
        }
        else
        {
            folder.Write("streams.ts", TypeScriptModule.Emit(contract));
        }

        folder.Write("page.ts", page);
        return await Node.CompileAsync(folder.Path, [.. _strict, "page.ts"]);
    }
}
