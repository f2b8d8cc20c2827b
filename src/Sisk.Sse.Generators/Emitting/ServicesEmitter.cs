using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the registration of a controller and its broadcaster, which are created without reflection.</summary>
internal static class ServicesEmitter
{
    private const string Extensions = "__Services::Extensions.ServiceCollectionDescriptorExtensions";
    private const string Builder = "global::Sisk.Sse.EventStreamsBuilder";
    private const string Accessor = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    private const string CreateController = "CreateController";

    public static void Emit(CodeWriter writer, ControllerFileModel file, string broadcaster)
    {
        var needsInstance = file.Endpoints.Any(e => e.Endpoint is { IsMapped: true, Method.IsStatic: false });
        if (needsInstance && file.Controller.Constructor is { MayChange: true } changing)
        {
            EmitAccessor(writer, file.Controller, changing);
        }

        writer.Separate();
        writer.Summary("Adds the controller as transient and its broadcaster as a singleton, unless the application has added them.");
        writer.Parameter("services", "The services of the application.");
        using (writer.Block("internal static void AddServices(" + Names.ServiceCollection + " services)"))
        {
            if (needsInstance && file.Controller.Constructor is { } constructor)
            {
                EmitController(writer, file.Controller.Type, constructor);
            }

            foreach (var service in ParameterServices(file).Where(IsRequired).Distinct())
            {
                EmitRequirement(writer, file.Controller.Type, service, isStatic: !needsInstance);
            }

            if (file.Endpoints.Any(e => e.Endpoint.Identifier is not null))
            {
                var registry = new ServiceModel(Names.CompilerServices + "StreamRegistry", ServiceLookup.Service);
                EmitCreation(writer, "Singleton", broadcaster, "new " + broadcaster, [ServiceExpression.Of(registry, "provider")]);
            }

            foreach (var stream in file.Endpoints.Where(e => e.Endpoint is { IsMapped: true, Identifier: not null }))
            {
                writer.Line($"{Builder}.AddStream(services, {MemberNames.Description(stream.MemberName)});");
            }
        }
    }

    private static IEnumerable<ServiceModel> ParameterServices(ControllerFileModel file) =>
        from endpoint in file.Endpoints
        where endpoint.Endpoint.IsMapped
        from parameter in endpoint.Endpoint.Parameters
        from value in parameter.Values
        where value.Source is BindingSource.Service
        select value.Service!;

    private static void EmitController(CodeWriter writer, string type, ConstructorModel constructor)
    {
        string[] arguments = [.. constructor.Parameters.Select(p => ServiceExpression.Of(p, "provider"))];
        var create = constructor.MayChange ? CreateController : "new " + type;
        ServiceModel[] required = [.. constructor.Parameters.Where(IsRequired)];
        if (required.Length == 0)
        {
            EmitCreation(writer, "Transient", type, create, arguments);
        }
        else
        {
            EmitRequiringCreation(writer, type, create, arguments, required);
        }
    }

    /// <summary>
    /// Emits an accessor for the constructor, which the compiler does not check. A constructor or required member that another generator
    /// adds would otherwise be an error in this file. SSE040 reports it in the user's code.
    /// </summary>
    private static void EmitAccessor(CodeWriter writer, ControllerModel controller, ConstructorModel constructor)
    {
        writer.Separate();
        writer.Line($"[{Accessor}({Accessor}Kind.Constructor)]");
        writer.Open($"private static extern {controller.Type} {CreateController}(");
        for (var i = 0; i < constructor.Parameters.Count; i++)
        {
            var service = constructor.Parameters[i];
            writer.Item($"{service.Type}{(service.IsNullableReference ? "?" : "")} parameter{i}");
        }

        writer.Close(");");
    }

    private static bool IsRequired(ServiceModel service) =>
        service is { Lookup: ServiceLookup.Service or ServiceLookup.KeyedService, Fallback: null, AcceptsNull: false };

    /// <summary>Emits a creation with its required services, which the container cannot find out from the code.</summary>
    private static void EmitRequiringCreation(CodeWriter writer, string type, string create, string[] arguments, ServiceModel[] required)
    {
        writer.Line($"if ({Builder}.TryAddController<{type}>(");
        using (writer.Indent())
        {
            writer.Line("services,");
            writer.Open($"static provider => {create}(");
            writer.Items(arguments);
            writer.Close(")))");
        }

        using (writer.Block())
        {
            foreach (var service in required.Distinct())
            {
                EmitRequirement(writer, type, service);
            }
        }
    }

    /// <summary>Emits a required service. A static class cannot be a type argument.</summary>
    private static void EmitRequirement(CodeWriter writer, string type, ServiceModel service, bool isStatic = false)
    {
        var key = service.Key is null ? "null" : Literals.Of(service.Key);
        writer.Line(isStatic
            ? $"{Builder}.Require<{service.Type}>(services, typeof({type}), {key});"
            : $"{Builder}.Require<{type}, {service.Type}>(services, {key});");
    }

    private static void EmitCreation(CodeWriter writer, string lifetime, string type, string create, string[] arguments)
    {
        writer.Line($"{Extensions}.TryAdd{lifetime}<{type}>(");
        using (writer.Indent())
        {
            writer.Line("services,");
            writer.Open($"static {(arguments.Length == 0 ? "_" : "provider")} => {create}(");
            writer.Items(arguments);
            writer.Close("));");
        }
    }
}
