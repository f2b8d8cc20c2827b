using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Emits the file of the project: the extension methods for Program.cs, and the class by which a library adds its streams.
/// </summary>
internal static class ProjectFileEmitter
{
    private const string Builder = "global::Sisk.Sse.EventStreamsBuilder";
    private const string Options = "global::Sisk.Sse.EventStreamOptions";
    private const string Conventions = "global::Microsoft.AspNetCore.Builder.IEndpointConventionBuilder";
    private const string Endpoints = "global::Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";
    private const string NeedsPolicy =
        "Outside of Development, add a policy or <c>AllowAnonymous()</c>, or the application does not start.";

    public static SourceText Emit(IReadOnlyList<string> helperNames, ProjectModel project)
    {
        using var writer = GeneratedFile.Begin();
        var library = helperNames.Count == 0 ? null : project.LibraryName;
        if (library is not null)
        {
            writer.Line(
                $"[assembly: global::System.Reflection.AssemblyMetadata(\"{LibraryMarker.Key}\", \"{Names.HelperNamespace}.{library}\")]");
            writer.Line();
        }

        var called = helperNames.Select(Names.Helper).Concat(project.Libraries).ToArray();
        using (writer.Block("namespace Microsoft.Extensions.DependencyInjection"))
        {
            EmitAdd(writer, called);
        }

        writer.Line();
        using (writer.Block("namespace Microsoft.AspNetCore.Builder"))
        {
            EmitMap(writer, called);
        }

        if (library is not null)
        {
            writer.Line();
            using (writer.Block("namespace " + Names.HelperNamespace))
            {
                EmitLibrary(writer, library, helperNames);
            }
        }

        return writer.ToSourceText();
    }

    private static void EmitAdd(CodeWriter writer, string[] called)
    {
        writer.Summary("Adds the event streams of this project to its services.");
        writer.Embedded();
        using (writer.Block("internal static class EventStreamsServiceCollectionExtensions"))
        {
            writer.Summary("Adds the controllers and broadcasters of this project, and of the projects and packages that it references.");
            writer.Parameter("services", "The services of the application.");
            writer.Parameter("configure", "Sets options; null leaves the defaults.");
            writer.Returns("A builder for further settings of event streams.");
            EmitSignature(writer, "AddEventStreams");

            using (writer.Block())
            {
                EmitCalls(writer, called, "AddServices(services)");
                writer.Line("return " + Builder + ".Create(services, configure);");
            }

            writer.Separate();
            EmitAddPublishing(writer, called);
        }
    }

    private static void EmitAddPublishing(CodeWriter writer, string[] called)
    {
        writer.Summary(
            "Adds only the broadcasters, for a host that sends events and serves no streams. "
            + "Call <c>AddRedis</c> or <c>AddPostgreSql</c> on the result.");
        writer.Parameter("services", "The services of the host.");
        writer.Parameter("configure", "Sets options; null leaves the defaults.");
        writer.Returns("A builder for the log that the host shares with the servers.");
        EmitSignature(writer, "AddEventStreamPublishing");

        using (writer.Block())
        {
            writer.Line("__Services::ServiceCollection streams = new();");
            EmitCalls(writer, called, "AddServices(streams)");
            writer.Line("return " + Builder + ".CreatePublishing(services, streams, configure);");
        }
    }

    private static void EmitSignature(CodeWriter writer, string name)
    {
        writer.Line("public static " + Builder + " " + name + "(");
        using (writer.Indent())
        {
            writer.Line("this " + Names.ServiceCollection + " services,");
            writer.Line("global::System.Action<" + Options + ">? configure = null)");
        }
    }

    private static void EmitMap(CodeWriter writer, string[] called)
    {
        writer.Summary("Maps the event streams of this project.");
        writer.Embedded();
        using (writer.Block("internal static class EventStreamsEndpointRouteBuilderExtensions"))
        {
            writer.Summary("Maps every annotated method of this project, and of the projects and packages that it references.");
            writer.Parameter("endpoints", "The builder that the routes are added to, such as the application.");
            writer.Returns("A builder for conventions of all these endpoints, such as a policy.");
            writer.Line("public static " + Conventions + " MapEventStreams(");
            using (writer.Indent())
            {
                writer.Line("this " + Endpoints + " endpoints)");
            }

            using (writer.Block())
            {
                writer.Line(Names.CompilerServices + "EndpointsBuilder streams = new(endpoints);");
                EmitCalls(writer, called, "MapEndpoints(streams)");
                writer.Line("return streams;");
            }

            writer.Separate();
            writer.Summary("Serves an ES module with a client of every event stream, and its TypeScript declarations beside it.");
            writer.Parameter("endpoints", "The builder that the routes are added to, such as the application.");
            writer.Parameter(
                "pattern", "The address of the module, such as \"/streams.js\"; that of the declarations ends in \".d.ts\" instead.");
            writer.Returns("A builder for conventions of both endpoints, such as a policy.");
            EmitMapAtPattern(writer, "MapEventStreamClient", "MapClient");

            writer.Separate();
            writer.Summary(
                "Maps a page that shows the streams of this server, closes connections and sends test events.");
            writer.Parameter("endpoints", "The builder that the routes are added to, such as the application.");
            writer.Parameter("pattern", "The address of the page, such as \"/_streams\".");
            writer.Returns("A builder for conventions of the page. " + NeedsPolicy);
            EmitMapAtPattern(writer, "MapEventStreamInspector", "MapInspector");

            writer.Separate();
            EmitMapPublisher(writer);
        }
    }

    /// <summary>Emits a method that calls the runtime with the pattern and this assembly, which holds the contract.</summary>
    private static void EmitMapAtPattern(CodeWriter writer, string name, string call)
    {
        writer.Line("public static " + Conventions + " " + name + "(this " + Endpoints + " endpoints, string pattern) =>");
        using (writer.Indent())
        {
            writer.Line("new " + Names.CompilerServices + "EndpointsBuilder(endpoints)");
            using (writer.Indent())
            {
                writer.Line("." + call + "(pattern, typeof(EventStreamsEndpointRouteBuilderExtensions).Assembly);");
            }
        }
    }

    private static void EmitMapPublisher(CodeWriter writer)
    {
        writer.Summary(
            "Maps endpoints with which programs in other languages broadcast events: "
            + "a POST to the pattern, followed by the name of a stream.");
        writer.Parameter("endpoints", "The builder that the routes are added to, such as the application.");
        writer.Parameter("pattern", "The address before the names of streams, such as \"/_publish\".");
        writer.Parameter("configure", "Sets limits; null leaves the defaults.");
        writer.Returns("A builder for conventions of the endpoints. " + NeedsPolicy);
        writer.Line("public static " + Conventions + " MapEventStreamPublisher(");
        using (writer.Indent())
        {
            writer.Line("this " + Endpoints + " endpoints,");
            writer.Line("string pattern,");
            writer.Line("global::System.Action<global::Sisk.Sse.EventStreamPublisherOptions>? configure = null) =>");
            writer.Line(Names.CompilerServices + "EndpointsBuilder.MapPublisher(");
            using (writer.Indent())
            {
                writer.Line("endpoints,");
                writer.Line("pattern,");
                writer.Line("typeof(EventStreamsEndpointRouteBuilderExtensions).Assembly,");
                writer.Line("configure);");
            }
        }
    }

    private static void EmitLibrary(CodeWriter writer, string name, IReadOnlyList<string> helperNames)
    {
        var own = helperNames.Select(Names.Helper).ToArray();
        writer.Summary("The event streams of this library, for the applications that reference it.");
        writer.GeneratedCode();
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (writer.Block("public static class " + name))
        {
            writer.Summary("Adds the controllers and broadcasters.");
            writer.Parameter("services", "The services of the application.");
            using (writer.Block("public static void AddServices(" + Names.ServiceCollection + " services)"))
            {
                EmitCalls(writer, own, "AddServices(services)");
            }

            writer.Separate();
            writer.Summary("Maps every annotated method.");
            writer.Parameter("endpoints", "The builder that the routes are added to.");
            using (writer.Block("public static void MapEndpoints(" + Names.CompilerServices + "EndpointsBuilder endpoints)"))
            {
                EmitCalls(writer, own, "MapEndpoints(endpoints)");
            }
        }
    }

    private static void EmitCalls(CodeWriter writer, string[] types, string call)
    {
        foreach (var type in types)
        {
            writer.Line(type + "." + call + ";");
        }
    }
}
