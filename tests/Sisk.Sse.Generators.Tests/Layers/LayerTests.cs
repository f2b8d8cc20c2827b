using Sisk.Sse.Tests.Layers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Layers;

/// <summary>The order of folders in each project. Read a list from left to right: a folder uses those before it.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, LayerList> _projects = new()
    {
        ["Sisk.Sse.Generators"] = new LayerList(
            "Symbols", "Model", "Routing", "Rules", "Parsing", "Emitting", "Contract",
            "Diagnostics", "Diagnostics/Shared", "Diagnostics/Sources", "Diagnostics/Startup", "Diagnostics/Routes", "Diagnostics/Identifiers",
            "Diagnostics/Events", "Diagnostics/Methods", "Diagnostics/Controllers", "Diagnostics/Mvc", "Diagnostics/Output")
        {
            Forbidden = ["Routing -> Model", "Routing -> Symbols", "Model -> Symbols", "Emitting -> Parsing", "Emitting -> Rules", "Emitting -> Routing"],
        },
        ["Sisk.Sse.CodeFixes"] = new LayerList(),
        ["Sisk.Sse.Runtime"] = new LayerList(
            "Wire", "Identifiers", "Transport/Linux", "Transport", "Connections/Timing", "Connections", "Log", "Configuration", "Telemetry",
            "Backplane", "Streams", "Presence", "Topics", "Sources", "Peers", "Sessions", "Runs", "Binding", "Description", "Clients", "Protection", "Publishing",
            "Inspection/Messages", "Inspection/Servers", "Inspection", "Routing", "Hosting")
        {
            PublicNamespaces = ["Sisk.Sse", "Sisk.Sse.CompilerServices"],
        },
        ["Sisk.Sse.Redis"] = new LayerList("Configuration", "Client", "Log")
        {
            PublicNamespaces = ["Sisk.Sse", "Sisk.Sse.Redis"],
        },
        ["Sisk.Sse.PostgreSql"] = new LayerList("Configuration", "Client", "Log")
        {
            PublicNamespaces = ["Sisk.Sse", "Sisk.Sse.PostgreSql"],
        },
        ["Sisk.Sse.OpenApi"] = new LayerList(),
        ["Sisk.Sse.Client"] = new LayerList("Configuration", "Connecting", "CompilerServices") { PublicNamespaces = ["Sisk.Sse.Client"] },
        ["Sisk.Sse.Testing"] = new LayerList("Waiting", "Sending", "Receiving", "Logs") { PublicNamespaces = ["Sisk.Sse.Testing"] },
        ["Sisk.Sse.Client.Generators"] = new LayerList("Model", "Parsing", "Emitting"),
        ["Sisk.Sse.Build"] = new LayerList(),
        ["Sisk.Sse.Packaging"] = new LayerList(),
        ["Sisk.Sse.Abstractions"] = new LayerList(),
    };

    public static TheoryData<string> Projects => [.. _projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_only_folders_before_them_and_are_namespaces(string project)
    {
        var violations =
            _projects[project].FindViolations(SourceProject.Read(Path.Combine(Repository.Root, "src", project), RootNamespace(project)));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private static string RootNamespace(string project) =>
        project is "Sisk.Sse.Runtime" or "Sisk.Sse.Abstractions" ? "Sisk.Sse" : project;
}
