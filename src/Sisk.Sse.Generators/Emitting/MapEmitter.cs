using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the method that maps a controller's routes, with the user's attributes as metadata.</summary>
internal static class MapEmitter
{
    public static void Emit(CodeWriter writer, ControllerFileModel file)
    {
        writer.Separate();
        writer.Summary("Maps every route of the controller.");
        writer.Parameter("endpoints", "The builder that the routes are added to.");
        using (writer.Block("internal static void MapEndpoints(" + Names.CompilerServices + "EndpointsBuilder endpoints)"))
        {
            foreach (var named in file.Endpoints.Where(e => e.Endpoint.IsMapped))
            {
                EmitMap(writer, named);
            }
        }
    }

    private static void EmitMap(CodeWriter writer, NamedEndpointModel named)
    {
        var endpoint = named.Endpoint;
        writer.Open($"endpoints.{MapMethod(endpoint.Form)}(");
        writer.Item($"\"{endpoint.Verb}\"");
        writer.Item($"{Literals.Text(endpoint.Pattern)}");
        writer.Item($"{MemberNames.Description(named.MemberName)}");
        writer.Item($"{MemberNames.Handler(named.MemberName)}");
        writer.Item($"{MemberNames.Call(named.MemberName)}");
        writer.Items(endpoint.Metadata.Select(New));
        writer.Close(");");
    }

    private static string MapMethod(ReturnForm form) => form switch
    {
        ReturnForm.Push => "MapPush",
        ReturnForm.Imperative => "MapImperative",
        _ => "MapPull",
    };

    /// <summary>Returns the expression that creates an attribute.</summary>
    public static string New(AttributeModel attribute)
    {
        var creation = $"new {attribute.Type}({string.Join(", ", attribute.Arguments.Select(Literals.Of))})";
        var properties = string.Join(", ", attribute.Properties.Select(p => $"{p.Name} = {Literals.Of(p.Value)}"));
        return properties.Length == 0 ? creation : $"{creation} {{ {properties} }}";
    }
}
