using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the method that calls the user's method with bound arguments, and runs its result.</summary>
internal static class CallEmitter
{
    public static void Emit(CodeWriter writer, string broadcaster, NamedEndpointModel named, HandlerVariables variables)
    {
        var endpoint = named.Endpoint;
        var modifiers = IsAsync(endpoint) ? "private static async" : "private static";
        writer.Separate();
        writer.Open($"{modifiers} {Names.Task} {MemberNames.Call(named.MemberName)}(");
        foreach (var parameter in endpoint.Parameters)
        {
            writer.Item($"{ParameterEmitter.Type(parameter)} {Keywords.Escape(parameter.Name)}");
        }

        writer.Item($"{Names.CompilerServices}StreamRequest {variables.Request}");
        writer.Close(")");
        using (writer.Block())
        {
            switch (endpoint.Form)
            {
                case ReturnForm.Push:
                    EmitPush(writer, broadcaster, named, variables);
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

    private static void EmitPush(CodeWriter writer, string broadcaster, NamedEndpointModel named, HandlerVariables variables)
    {
        var identifier = named.Endpoint.Identifier!;
        var keys = string.Join(", ", identifier.Keys.Select(k => Keywords.Escape(k.Name)));
        writer.Line($"{variables.Request}.NotePosition();");
        EmitResult(writer, named.Endpoint, variables);
        EmitKeysOfParts(writer, named.Endpoint);
        writer.Open($"{(IsAsync(named.Endpoint) ? "await" : "return")} {variables.Request}.PushAsync(");
        writer.Item($"{variables.Result}");
        writer.Item($"{broadcaster}.{MemberNames.Identifier(named.MemberName)}.Format({keys})");
        writer.Item($"{IdentifierText.FormatKey(identifier.Keys)}");
        writer.Item($"{EventWriterEmitter.Of(named)}");
        writer.Close(");");
    }

    /// <summary>Emits variables for keys that are members. They are read again, since a filter may have replaced the object.</summary>
    private static void EmitKeysOfParts(CodeWriter writer, EndpointModel endpoint)
    {
        foreach (var parameter in endpoint.Parameters.Where(p => p.Parts is not null))
        {
            foreach (var member in parameter.Parts!.Members.Where(m => endpoint.Identifier!.Keys.Any(k => k.Name == m.Parameter.Name)))
            {
                var variable = $"{ParameterEmitter.Type(member.Parameter)} {Keywords.Escape(member.Parameter.Name)}";
                writer.Line($"{variable} = {Keywords.Escape(parameter.Name)}.{member.Property};");
            }
        }
    }

    private static void EmitPull(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables)
    {
        EmitResult(writer, named.Endpoint, variables);
        var payload = named.Endpoint.Payload!.Type;
        writer.Line($"await {variables.Request}.PullAsync<{payload}>({variables.Result}, {EventWriterEmitter.Of(named)});");
    }

    private static void EmitImperative(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        var target = Target(endpoint, variables);
        if (endpoint.Method.IsAwaited)
        {
            EmitCall(writer, "return ", target, endpoint, ";");
            return;
        }

        if (!endpoint.Method.IsStatic)
        {
            // The method runs on its own thread. The controller is created on this one.
            writer.Line($"{endpoint.Controller.Type} {variables.Controller} = {target};");
            target = variables.Controller;
        }

        EmitCall(writer, $"return {variables.Request}.RunBlockingAsync(() => ", target, endpoint, ");");
    }

    /// <summary>
    /// Determines whether the method is async. For a push stream without a task, it is not, because a state machine would keep all of its
    /// variables for as long as the stream is open.
    /// </summary>
    private static bool IsAsync(EndpointModel endpoint) => endpoint.Form switch
    {
        ReturnForm.Imperative => false,
        ReturnForm.Push => endpoint.Method.IsAwaited,
        _ => true,
    };

    /// <summary>
    /// Emits the variable of the stream. A missing task is a missing stream, which the runtime reports with the method's name.
    /// </summary>
    private static void EmitResult(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        var method = endpoint.Method;
        var (start, end) = method.TaskMayBeMissing ? ("await (", $" ?? {Names.Task}.FromResult<{method.ResultType}>(null!));")
            : (method.IsAwaited ? "await " : "", ";");
        EmitCall(writer, $"{method.ResultType} {variables.Result} = {start}", Target(endpoint, variables), endpoint, end);
    }

    private static string Target(EndpointModel endpoint, HandlerVariables variables) => endpoint.Method.IsStatic
        ? endpoint.Controller.Type
        : $"{variables.Request}.Controller<{endpoint.Controller.Type}>()";

    private static void EmitCall(CodeWriter writer, string start, string target, EndpointModel endpoint, string end)
    {
        writer.Open($"{start}{target}.{Keywords.Escape(endpoint.Method.Name)}(");
        foreach (var parameter in endpoint.Parameters)
        {
            writer.Item($"{Keywords.Escape(parameter.Name)}");
        }

        writer.Close((endpoint.Method.MayBeNull ? ")!" : ")") + end);
    }
}
