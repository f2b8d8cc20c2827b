using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Generates clients with the types of the contract, and runs them.</summary>
internal static class CompiledClient
{
    /// <summary>A controller whose events are of the type <c>X</c>.</summary>
    internal const string Controller = " public sealed class Orders { [RouteGet(\"/x\")] public EventStream<X> Watch() => new(); }";

    /// <summary>The program of a client, which returns the first event.</summary>
    internal const string Page = """
        #nullable enable
        using System.Net.Http;
        using Sisk.Sse.Client;
        namespace Page;
        [EventStreamClient("streams.json")] public partial class ShopStreams;
        public static class Run
        {
            public static async Task<object?> First(HttpMessageHandler handler, string? text)
            {
                using var http = new HttpClient(handler) { BaseAddress = new Uri("http://shop") };
                await foreach (var value in new ShopStreams(http).Orders.WatchAsync())
                {
                    return value;
                }

                return null;
            }
        }
        """;

    /// <summary>The compiled clients, which tests with the same code share.</summary>
    private static readonly ConcurrentDictionary<(string Source, string Page, string? StringEnums), Lazy<MethodInfo>> _compiled = [];

    private static readonly MetadataReference _client =
        MetadataReference.CreateFromFile(typeof(EventStreamClientAttribute).Assembly.Location);

    /// <summary>Reads one event.</summary>
    /// <param name="types">The types of the server; <c>X</c> is the payload.</param>
    /// <param name="json">The data of the event.</param>
    /// <returns>The text of the event, which all records print.</returns>
    internal static async Task<string> ReadAsync(string types, string json)
    {
        var text = await ReadAsync(types + Controller, new OneEventServer(json), Page);
        Assert.StartsWith("X ", text, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Reads one event with a program of its own.</summary>
    /// <param name="source">The controllers and types of the server.</param>
    /// <param name="server">The server.</param>
    /// <param name="page">The program, which may differ from <see cref="Page"/>.</param>
    /// <param name="stringEnums">The build property <c>EventStreamJsonStringEnums</c>; null to set none.</param>
    /// <param name="text">A value for the program.</param>
    /// <returns>The text of the event.</returns>
    internal static async Task<string> ReadAsync(
        string source, OneEventServer server, string page, string? stringEnums = null, string? text = null)
    {
        var first =
            _compiled.GetOrAdd((source, page, stringEnums), static of => new(() => Compile(of.Source, of.Page, of.StringEnums))).Value;
        var reading = (Task<object?>)first.Invoke(null, [server, text])!;

        return (await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))!.ToString()!;
    }

    private static MethodInfo Compile(string source, string page, string? stringEnums)
    {
        var project = Project.Create("using System.Text.Json.Serialization;\nnamespace Shop;\n" + source);
        Dictionary<string, string> properties = stringEnums is null
            ? []
            : new() { ["build_property.EventStreamJsonStringEnums"] = stringEnums };
        var contract = ProjectContract.JsonOf(GeneratedCode.From(project, properties));
        var client = ClientProject.Emit(Project.Create(page).AddReferences(_client), contract);
        return Assembly.Load(client).GetType("Page.Run")!.GetMethod("First")!;
    }
}
