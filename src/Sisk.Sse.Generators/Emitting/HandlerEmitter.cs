using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The request delegate of a route: binds the parameters, calls the user's method, runs what it returns.</summary>
internal static class HandlerEmitter
{
    public static void Emit(CodeWriter writer, ControllerFileModel file, NamedEndpointModel named)
    {
        var endpoint = named.Endpoint;
        var variables = new HandlerVariables(endpoint.Parameters);
        var isAsync = endpoint.Form != ReturnForm.Imperative || endpoint.Parameters.SelectMany(p => p.Values).Any(ParameterEmitter.UsesBinder);
        var modifiers = isAsync ? "private static async" : "private static";
        writer.Separate();
        using (writer.Block($"{modifiers} {Names.Task} {Names.Handler(named.MemberName)}({Names.HttpContext} {variables.Context})"))
        {
            ParameterEmitter.EmitBinding(writer, endpoint.Parameters, variables);
            switch (endpoint.Form)
            {
                case ReturnForm.Push:
                    EmitPush(writer, file, named, variables);
                    break;
                case ReturnForm.Imperative:
                    EmitImperative(writer, named.Endpoint, variables, isAsync ? "await" : "return");
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
        var definition = Names.Definition(named.MemberName);
        writer.Line($"var {variables.Request} = {Names.Infrastructure}PushRequest.Begin({variables.Context}, {definition});");
        EmitController(writer, named.Endpoint, variables);
        EmitCall(writer, $"var {variables.Result} = ", named.Endpoint, variables, $"{variables.Request}.CancellationToken", ";");
        writer.Line($"await {variables.Request}.RunAsync(");
        using (writer.Indent())
        {
            writer.Line($"{variables.Result},");
            writer.Line($"{broadcaster}.{Names.Identifier(named.MemberName)}.Format({keys}),");
            writer.Line($"{IdentifierText.FormatKey(identifier.Keys)},");
            writer.Line($"{Names.Writer(named.MemberName)});");
        }
    }

    private static void EmitPull(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables)
    {
        writer.Line($"var {variables.Request} = {Names.Infrastructure}PullRequest.Begin({variables.Context});");
        EmitController(writer, named.Endpoint, variables);
        EmitCall(writer, $"var {variables.Result} = ", named.Endpoint, variables, $"{variables.Request}.CancellationToken", ";");
        var payload = named.Endpoint.Payload!.Type;
        writer.Line($"await {variables.Request}.RunAsync<{payload}>({variables.Result}, {Names.Writer(named.MemberName)});");
    }

    private static void EmitImperative(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables, string completion)
    {
        EmitController(writer, endpoint, variables);
        var runtime = Names.Infrastructure + "ImperativeRequest";
        var run = endpoint.Method.IsAwaited ? "RunAsync" : "RunBlockingAsync";
        var start = $"{completion} {runtime}.{run}({variables.Context}, {variables.Context}, {variables.Unused} => ";
        EmitCall(writer, start, endpoint, variables, $"{runtime}.GetCancellationToken({variables.Context})", ");");
    }

    private static void EmitController(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        if (!endpoint.Method.IsStatic)
        {
            var service = new ServiceModel(endpoint.Controller.Type, ServiceLookup.Service);
            writer.Line($"var {variables.Controller} = {ServiceExpression.Of(service, variables.Services)};");
        }
    }

    private static void EmitCall(
        CodeWriter writer, string start, EndpointModel endpoint, HandlerVariables variables, string cancellationToken, string end)
    {
        // The runtime awaits the imperative form itself.
        var awaited = endpoint.Method.IsAwaited && endpoint.Form != ReturnForm.Imperative ? "await " : "";
        var target = endpoint.Method.IsStatic ? endpoint.Controller.Type : variables.Controller;
        var arguments = endpoint.Parameters.Select(p => ParameterEmitter.Argument(p, variables, cancellationToken));
        writer.List($"{start}{awaited}{target}.{TypeNames.Escape(endpoint.Method.Name)}(", [.. arguments], ")" + end);
    }
}
