using System.Collections.Generic;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The file of the project: the two calls of its Program.cs.</summary>
internal static class ProjectFileEmitter
{
    private const string Builder = "global::Sisk.Sse.EventStreamsBuilder";
    private const string Options = "global::Sisk.Sse.EventStreamOptions";
    private const string Conventions = "global::Microsoft.AspNetCore.Builder.IEndpointConventionBuilder";
    private const string Endpoints = "global::Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";

    public static string Emit(IReadOnlyList<string> helperNames)
    {
        var writer = GeneratedFile.Begin();
        using (writer.Block("namespace Microsoft.Extensions.DependencyInjection"))
        {
            EmitAdd(writer, helperNames);
        }

        writer.Line();
        using (writer.Block("namespace Microsoft.AspNetCore.Builder"))
        {
            EmitMap(writer, helperNames);
        }

        return writer.ToString();
    }

    private static void EmitAdd(CodeWriter writer, IReadOnlyList<string> helperNames)
    {
        writer.Summary("Adds the event streams of this project to its services.");
        writer.Embedded();
        using (writer.Block("internal static class EventStreamsServiceCollectionExtensions"))
        {
            writer.Summary("Adds the event streams of this project: its controllers, its broadcasters and what they need.");
            writer.Parameter("services", "The services of the application.");
            writer.Parameter("configure", "Sets options; null leaves the defaults.");
            writer.Returns("What further settings of event streams are made on.");
            writer.Line("public static " + Builder + " AddEventStreams(");
            using (writer.Indent())
            {
                writer.Line("this " + Names.ServiceCollection + " services,");
                writer.Line("global::System.Action<" + Options + ">? configure = null)");
            }

            using (writer.Block())
            {
                EmitCalls(writer, helperNames, "AddServices(services)");
                writer.Line("return " + Names.Infrastructure + "EventStreamServices.AddCore(services, configure);");
            }
        }
    }

    private static void EmitMap(CodeWriter writer, IReadOnlyList<string> helperNames)
    {
        writer.Summary("Maps the event streams of this project.");
        writer.Embedded();
        using (writer.Block("internal static class EventStreamsEndpointRouteBuilderExtensions"))
        {
            writer.Summary("Maps every annotated method of this project.");
            writer.Parameter("endpoints", "Where the routes are added, such as the application.");
            writer.Returns("What conventions of all these endpoints are added to, such as a policy.");
            using (writer.Block("public static " + Conventions + " MapEventStreams(this " + Endpoints + " endpoints)"))
            {
                writer.Line("var streams = new " + Names.Infrastructure + "EndpointsBuilder(endpoints);");
                EmitCalls(writer, helperNames, "MapEndpoints(streams)");
                writer.Line("return streams;");
            }
        }
    }

    private static void EmitCalls(CodeWriter writer, IReadOnlyList<string> helperNames, string call)
    {
        foreach (var name in helperNames)
        {
            writer.Line(Names.Helper(name) + "." + call + ";");
        }
    }
}
