using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.EndToEnd;

/// <summary>A change of a type as the comparison of contracts judges it, and as a client of the server before meets the server after.</summary>
public sealed partial class ChangeTests
{
    /// <summary>SISK_SSE_CHANGES sets how many pairs of types are tried; SISK_SSE_CHANGES_FILE gets all verdicts.</summary>
    private const string Count = "60";

    private const int Seed = 21;

    private static readonly MetadataReference _client =
        MetadataReference.CreateFromFile(typeof(EventStreamClientAttribute).Assembly.Location);

    [Fact]
    public async Task A_change_that_is_called_harmless_breaks_no_client()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SISK_SSE_CHANGES") ?? Count, CultureInfo.InvariantCulture);
        var random = new Random(Seed);
        var pairs = AllPairs(ChangeTable.Rows).Concat(AllPairs(ChangeTable.Objects)).OrderBy(_ => random.Next()).Take(count).ToArray();
        var before = ProjectContract.JsonOf(GeneratedCode.From(Source(pairs.Select(pair => pair.Old))));
        var source = Source(pairs.Select(pair => pair.Current));
        var (left, right) = (ContractReader.Read(before), ContractReader.Read(ProjectContract.JsonOf(GeneratedCode.From(source))));
        await using var app = await RunningApp.StartAsync(RunningApp.NoSetup, source);

        var types = await FindTypeErrorsAsync(app, left, pairs.Length);
        var failures = await RunClientAsync(app, before, [.. pairs.Select(pair => pair.Old)]);

        var verdicts = new StringBuilder();
        for (var i = 0; i < pairs.Length; i++)
        {
            var name = $"{pairs[i].Old.Type} -> {pairs[i].Current.Type}";
            // A page may meet values and derived types that came later.
            var isTyped =
                !types.Contains(i) || Compare($"E{i}").Any(change => change.Text.EndsWith("was added.", StringComparison.Ordinal));
            Add($"event {name}", Compare($"E{i}"), isTyped ? failures[3 * i] : "is typed otherwise");
            Add($"body {name}", Compare($"Q{i}"), failures[(3 * i) + 1]);
            Add($"parameter {name}", Compare($"P{i}"), failures[(3 * i) + 2]);
        }

        if (Environment.GetEnvironmentVariable("SISK_SSE_CHANGES_FILE") is { } file)
        {
            await File.WriteAllTextAsync(file, verdicts.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("harmless, but", verdicts.ToString(), StringComparison.Ordinal);

        IReadOnlyList<ContractChange> Compare(string stream) => ContractComparison.Compare(Only(left, stream), Only(right, stream));
        static StreamContract Only(StreamContract contract, string stream) =>
            contract with { Streams = contract.Streams.Where(s => s.Name == stream).ToEquatableArray() };
        void Add(string name, IReadOnlyList<ContractChange> changes, string failure) => verdicts.AppendLine(
            CultureInfo.InvariantCulture, $"{name}: {(changes.Any(c => c.IsBreaking) ? "breaking" : "harmless")}, {(failure.Length > 0 ? "but " + failure : "works")}");
    }

    private static IEnumerable<((string Type, string[] Values) Old, (string Type, string[] Values) Current)> AllPairs(
        (string Type, string[] Values)[] rows) =>
        from old in rows from current in rows where old != current select (old, current);

    private static bool IsObject(string type) => Array.Exists(ChangeTable.Objects, row => row.Type == type);

    private static string Source(IEnumerable<(string Type, string[] Values)> rows)
    {
        var text = new StringBuilder($$"""
            #nullable enable
            using System.Text.Json.Serialization;
            namespace Shop;
            {{ChangeTable.Types}}
            public sealed class Rows
            {
                private static async IAsyncEnumerable<T> Send<T>(T[] values, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); foreach (var value in values) yield return value; }

            """);
        var types = new StringBuilder();
        foreach (var ((type, values), i) in rows.Select((row, i) => (row, i)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"[RouteGet(\"/e{i}\")] public IAsyncEnumerable<E{i}> E{i}(CancellationToken ct) => Send(new E{i}[] {{ {string.Join(", ", values.Select(value => $"new({value})"))} }}, ct);");
            text.AppendLine(CultureInfo.InvariantCulture, $"[RoutePost(\"/q{i}\")] public IAsyncEnumerable<string> Q{i}([FromBody] Q{i} body, CancellationToken ct) => Send([\"\" + body.V], ct);");
            text.AppendLine(CultureInfo.InvariantCulture, $"[RouteGet(\"/p{i}\")] public IAsyncEnumerable<string> P{i}([FromQuery] {(IsObject(type) ? "string?" : type)} v, CancellationToken ct) => Send([\"\" + v], ct);");
            types.AppendLine(CultureInfo.InvariantCulture, $"public sealed record E{i}({type} V); public sealed record Q{i}({type} V);");
        }

        return text.Append("}\n").Append(types).ToString();
    }

    /// <summary>Returns the rows whose events the types of the server before do not allow, apart from further members (TS2353).</summary>
    private static async Task<HashSet<int>> FindTypeErrorsAsync(RunningApp app, StreamContract contract, int count)
    {
        using var folder = new TemporaryFolder();
        folder.Write("streams.ts", TypeScriptModule.Emit(contract));
        var page = new StringBuilder("import * as s from \"./streams\";\n");
        for (var i = 0; i < count; i++)
        {
            var wire = await app.Client.GetStringAsync($"/e{i}", TestContext.Current.CancellationToken);
            var values = wire.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line[6..]);
            page.Append(CultureInfo.InvariantCulture, $"export const v{i}: s.E{i}[] = [{string.Join(", ", values)}];\n");
        }

        folder.Write("page.ts", page.ToString());
        var (_, output) = await Node.CompileAsync(
            folder.Path, "--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom", "--types", "", "page.ts");
        return [.. PageError().Matches(output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 2)];
    }

    private static async Task<string[]> RunClientAsync(RunningApp app, string contract, (string Type, string[] Values)[] rows)
    {
        var calls = rows.SelectMany((row, i) => new[]
        {
            $"await Try(() => rows.E{i}Async())",
            $"await Try({string.Join(", ", row.Values.Select(value => $"() => rows.Q{i}Async(new Q{i} {{ V = {value} }})"))})",
            $"await Try({string.Join(", ", row.Values.Select(value => $"() => rows.P{i}Async({(IsObject(row.Type) ? "\"a\"" : value)})"))})",
        });
        var page = $$"""
            #nullable enable
            using System.Net.Http;
            using Sisk.Sse.Client;
            namespace Page;
            [EventStreamClient("streams.json")] public partial class ShopStreams;
            public static class Run
            {
                public static async Task<string[]> All(HttpClient http)
                {
                    var rows = new ShopStreams(http).Rows;
                    return [{{string.Join(",\n", calls)}}];
                }
                private static async Task<string> Try<T>(params Func<IAsyncEnumerable<T>>[] streams)
                {
                    try { foreach (var stream in streams) { await foreach (var value in stream()) { _ = value; } } return ""; }
                    catch (Exception e) { return e.Message; }
                }
            }
            """;
        using var http = new HttpClient(new FailingAtOnce()) { BaseAddress = app.Client.BaseAddress };
        var client = ClientProject.Emit(Project.Create(page).AddReferences(_client), contract);
        return await (Task<string[]>)Assembly.Load(client).GetType("Page.Run")!.GetMethod("All")!.Invoke(null, [http])!;
    }

    /// <summary>A client would repeat a request that the server fails to answer.</summary>
    private sealed class FailingAtOnce() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.StatusCode = response.StatusCode == HttpStatusCode.InternalServerError
                ? HttpStatusCode.BadRequest
                : response.StatusCode;
            return response;
        }
    }

    [GeneratedRegex(@"^page\.ts\((\d+),\d+\): error (?!TS2353)", RegexOptions.Multiline)]
    private static partial Regex PageError();
}
