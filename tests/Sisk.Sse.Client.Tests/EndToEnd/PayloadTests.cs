using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.EndToEnd;

/// <summary>One event as the server writes it, as TypeScript types it, and as a generated client reads it and sends it back.</summary>
public sealed class PayloadTests
{
    private static readonly MetadataReference _client =
        MetadataReference.CreateFromFile(typeof(EventStreamClientAttribute).Assembly.Location);

    private static readonly string _source = $$"""
        #nullable enable
        using System.Collections.Immutable;
        using System.Text.Json.Serialization;
        namespace Shop;

        {{PayloadTable.Types}}

        public static class Data
        {
        {{Lines((row, i) => $"    public static {row.Type}[] Values{i} {{ get; }} = [{row.Values}];")}}
        }

        public sealed class Rows(Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
        {
        {{Lines((row, i) => $"    [RouteGet(\"/pull/{i}\")] public IAsyncEnumerable<{row.Type}> Pull{i}(CancellationToken ct) => Send(Data.Values{i}, ct);")}}
        {{Lines((row, i) => $"    [RoutePost(\"/echo/{i}\")] public IAsyncEnumerable<string> Echo{i}([FromBody] {row.Type} body, CancellationToken ct) => Send([Text(body)], ct);")}}
            private string Text<T>(T value) => value as string ?? System.Text.Json.JsonSerializer.Serialize(value, json.Value.SerializerOptions);
            private static async IAsyncEnumerable<T> Send<T>(T[] values, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); foreach (var value in values) yield return value; }
        }
        """;

    /// <summary>The project is compiled once, and started with each of the options.</summary>
    private static readonly Lazy<LoadedApp> _app = new(() => LoadedApp.From(RunningApp.NoSetup, _source));

    private static readonly CSharpCompilation _project = Project.Create(_source);

    /// <summary>Properties of a project file, and the options of the application that they repeat.</summary>
    private static readonly Dictionary<string, Action<JsonSerializerOptions>> _settings = new()
    {
        [""] = static _ => { },
        ["NumberHandling=WriteAsString, AllowReadingFromString"] =
            static o => o.NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
        ["NumberHandling=AllowNamedFloatingPointLiterals;IncludeFields=true"] = static o =>
        {
            o.NumberHandling |= JsonNumberHandling.AllowNamedFloatingPointLiterals;
            o.IncludeFields = true;
        },
        ["Naming=SnakeCaseLower;DictionaryKeys=KebabCaseUpper;Ignore=WhenWritingNull"] = static o =>
        {
            o.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            o.DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseUpper;
            o.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        },
        ["Naming=None;StringEnums=CamelCase;Ignore=WhenWritingDefault"] = static o =>
        {
            o.PropertyNamingPolicy = null;
            o.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            o.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault;
        },
    };

    public static TheoryData<string> Settings => [.. _settings.Keys];

    private static readonly string _page = $$"""
        #nullable enable
        using System.Net.Http;
        using Sisk.Sse.Client;
        namespace Page;
        [EventStreamClient("streams.json")] public partial class ShopStreams;
        public static class Run
        {
            public static async Task<string[][]> All(HttpClient http)
            {
                var rows = new ShopStreams(http).Rows;
                return [{{Lines((_, i) => $"await Echo(rows.Pull{i}Async(), v => rows.Echo{i}Async(v)),")}}];
            }
            private static async Task<string[]> Echo<T>(IAsyncEnumerable<T> values, Func<T, IAsyncEnumerable<string>> echo)
            {
                var texts = new List<string>();
                try { await foreach (var value in values) { await foreach (var text in echo(value)) { texts.Add(text); } } }
                catch (EventStreamException e) { texts.Add(e.Message + e.Body); }
                return [.. texts];
            }
        }
        """;

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Events_are_typed_alike_on_the_wire_in_TypeScript_and_in_the_clients(string properties)
    {
        var build = properties.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(property => property.Split('='))
            .ToDictionary(property => "build_property.EventStreamJson" + property[0], property => property[1]);
        var json = ProjectContract.JsonOf(GeneratedCode.From(_project, build));
        await using var app = await _app.Value.StartAsync(
            services => services.ConfigureHttpJsonOptions(json => _settings[properties](json.SerializerOptions)));
        var wire = new List<string[]>();
        for (var i = 0; i < PayloadTable.Rows.Length; i++)
        {
            wire.Add(await ReadAsync(app, i));
        }

        await AssertTypedAsync(ContractReader.Read(json), wire);
        await AssertEchoedAsync(
            app,
            json,
            wire,
            except: PayloadTable.Unreadable.FirstOrDefault(row => properties.Contains(row.Property, StringComparison.Ordinal)).Type);
    }

    private static async Task<string[]> ReadAsync(RunningApp app, int row)
    {
        await using var events = await app.ConnectAsync($"/pull/{row}");
        var data = new List<string>();
        while (await events.NextAsync() is var text && text != "end: ")
        {
            data.Add(text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        }

        return [.. data];
    }

    private static async Task AssertTypedAsync(StreamContract contract, List<string[]> wire)
    {
        using var folder = new TemporaryFolder();
        folder.Write("streams.ts", TypeScriptModule.Emit(contract));
        var page = new StringBuilder("""
            import { rows, EventStream } from "./streams";
            type Data<F> = F extends (...args: never[]) => EventStream<infer E> ? E extends { data: infer D } ? D : never : never;

            """);
        for (var i = 0; i < wire.Count; i++)
        {
            var isText = PayloadTable.Rows[i].Type == "string";
            var values = wire[i].Select(data => isText ? JsonSerializer.Serialize(data) : Literal(JsonNode.Parse(data)));
            page.Append(CultureInfo.InvariantCulture, $"export const v{i}: Data<typeof rows.pull{i}>[] = [{string.Join(", ", values)}];\n");
        }

        folder.Write("page.ts", page.ToString());

        var (exitCode, output) = await Node.CompileAsync(
            folder.Path, "--strict", "--noEmit", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler",
            "--lib", "es2023,dom,dom.iterable,dom.asynciterable", "--types", "", "page.ts");

        Assert.True(exitCode == 0, output + page);
    }

    /// <summary>In a literal, <c>__proto__</c> would be the prototype.</summary>
    private static string Literal(JsonNode? node) => node switch
    {
        JsonObject members => $"{{ {string.Join(", ", members.Select(m => $"[{JsonSerializer.Serialize(m.Key)}]: {Literal(m.Value)}"))} }}",
        JsonArray items => $"[{string.Join(", ", items.Select(Literal))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    private static async Task AssertEchoedAsync(RunningApp app, string contract, List<string[]> wire, string? except)
    {
        var client = ClientProject.Emit(Project.Create(_page).AddReferences(_client), contract);
        var all = Assembly.Load(client).GetType("Page.Run")!.GetMethod("All")!;

        var echoes = await (Task<string[][]>)all.Invoke(null, [app.Client])!;

        Assert.All(
            PayloadTable.Rows.Zip(wire, echoes).Where(row => row.First.Type != except),
            static row => Assert.Equal((row.First.Type, string.Join('\n', row.Second)), (row.First.Type, string.Join('\n', row.Third))));
    }

    private static string Lines(Func<(string Type, string Values), int, string> write) =>
        string.Join('\n', PayloadTable.Rows.Select(write));
}
