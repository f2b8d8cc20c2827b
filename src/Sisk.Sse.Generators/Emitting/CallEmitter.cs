using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The method that calls the user's, with arguments that are bound, and runs what it returns.</summary>
internal static class CallEmitter
{
    /// <summary>The runtime's side of the request; null for the imperative form, which needs none.</summary>
    public static string? RequestType(EndpointModel endpoint) => endpoint.Form switch
    {
        ReturnForm.Imperative => null,
        ReturnForm.Push => Names.Infrastructure + "PushRequest",
        _ => Names.Infrastructure + "PullRequest",
    };

    /// <summary>What follows the user's own arguments.</summary>
    public static IEnumerable<string> State(EndpointModel endpoint, string context, string request) =>
        RequestType(endpoint) is null ? [context] : [context, request];

    public static void Emit(CodeWriter writer, ControllerFileModel file, NamedEndpointModel named)
    {
        var endpoint = named.Endpoint;
        var variables = new HandlerVariables(endpoint.Parameters);
        var modifiers = endpoint.Form == ReturnForm.Imperative ? "private static" : "private static async";
        var parameters = endpoint.Parameters.Select(p => $"{ParameterEmitter.Type(p)} {TypeNames.Escape(p.Name)}");
        writer.Separate();
        writer.List(
            $"{modifiers} {Names.Task} {Names.Call(named.MemberName)}(",
            [.. parameters, .. State(endpoint, $"{Names.HttpContext} {variables.Context}", $"{RequestType(endpoint)} {variables.Request}")],
            ")");
        using (writer.Block())
        {
            switch (endpoint.Form)
            {
                case ReturnForm.Push:
                    EmitPush(writer, file, named, variables);
                    break;
                case ReturnForm.Imperative:
                    EmitImperative(writer, named.Endpoint, variables);
                    break;
                default:
                    EmitPull(writer, named, variables);
                    break;
            }
        }
    }

    private static void EmitPush(CodeWriter writer, ControllerFileModel file, NamedEndpointModel named, HandlerVariables variables)
    {
        var identifier = named.Endpoint.Identifier!;
        var broadcaster = Names.Qualify(file.Controller.Namespace, file.BroadcasterName);
        var keys = string.Join(", ", identifier.Keys.Select(k => TypeNames.Escape(k.Name)));
        writer.Line($"{variables.Request}.Arrive();");
        EmitController(writer, named.Endpoint, variables);
        EmitCall(writer, $"var {variables.Result} = ", named.Endpoint, variables, ";");
        EmitKeysOfParts(writer, named.Endpoint);
        writer.Line($"await {variables.Request}.RunAsync(");
        using (writer.Indent())
        {
            writer.Line($"{variables.Result},");
            writer.Line($"{broadcaster}.{Names.Identifier(named.MemberName)}.Format({keys}),");
            writer.Line($"{IdentifierText.FormatKey(identifier.Keys)},");
            writer.Line($"{Names.Writer(named.MemberName)});");
        }
    }

    /// <summary>A filter may have put another object in the place of the one that was bound.</summary>
    private static void EmitKeysOfParts(CodeWriter writer, EndpointModel endpoint)
    {
        foreach (var parameter in endpoint.Parameters.Where(p => p.Parts is not null))
        {
            foreach (var member in parameter.Parts!.Members.Where(m => endpoint.Identifier!.Keys.Any(k => k.Name == m.Parameter.Name)))
            {
                writer.Line($"var {TypeNames.Escape(member.Parameter.Name)} = {TypeNames.Escape(parameter.Name)}.{member.Property};");
            }
        }
    }

    private static void EmitPull(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables)
    {
        EmitController(writer, named.Endpoint, variables);
        EmitCall(writer, $"var {variables.Result} = ", named.Endpoint, variables, ";");
        var payload = named.Endpoint.Payload!.Type;
        writer.Line($"await {variables.Request}.RunAsync<{payload}>({variables.Result}, {Names.Writer(named.MemberName)});");
    }

    private static void EmitImperative(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        EmitController(writer, endpoint, variables);
        var run = endpoint.Method.IsAwaited ? "RunAsync" : "RunBlockingAsync";
        var start = $"return {Names.Infrastructure}ImperativeRequest.{run}({variables.Context}, {variables.Context}, {variables.Unused} => ";
        EmitCall(writer, start, endpoint, variables, ");");
    }

    private static void EmitController(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        if (!endpoint.Method.IsStatic)
        {
            var service = new ServiceModel(endpoint.Controller.Type, ServiceLookup.Service);
            writer.Line($"var {variables.Controller} = {ServiceExpression.Of(service, variables.Services)};");
        }
    }

    private static void EmitCall(CodeWriter writer, string start, EndpointModel endpoint, HandlerVariables variables, string end)
    {
        // The runtime awaits the imperative form itself.
        var awaited = endpoint.Method.IsAwaited && endpoint.Form != ReturnForm.Imperative ? "await " : "";
        var target = endpoint.Method.IsStatic ? endpoint.Controller.Type : variables.Controller;
        var arguments = endpoint.Parameters.Select(p => TypeNames.Escape(p.Name));
        writer.List($"{start}{awaited}{target}.{TypeNames.Escape(endpoint.Method.Name)}(", [.. arguments], ")" + end);
    }
}
