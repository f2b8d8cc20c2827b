using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The handler of a route: binds the parameters, and hands them on to the call, through the filters where there are any.</summary>
internal static class HandlerEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel named)
    {
        var endpoint = named.Endpoint;
        var variables = new HandlerVariables(endpoint.Parameters);
        var isAsync = endpoint.Parameters.SelectMany(p => p.Values).Any(ParameterEmitter.IsAwaited);
        writer.Separate();
        writer.List(
            $"private static {(isAsync ? "async " : "")}{Names.Task} {Names.Handler(named.MemberName)}(",
            [$"{Names.HttpContext} {variables.Context}", $"{Names.Infrastructure}StreamFilters? {variables.Filters}"],
            ")");
        using (writer.Block())
        {
            using (writer.Block($"if ({Names.Infrastructure}RequestParts.HasEnded({variables.Context}))"))
            {
                writer.Line(isAsync ? "return;" : $"return {Names.Task}.CompletedTask;");
            }

            writer.Line();
            EmitBegin(writer, named, variables);
            var isBound = ParameterEmitter.EmitBinding(writer, endpoint.Parameters, variables);
            EmitFiltered(writer, named, variables, isBound, isAsync);
            if (isBound)
            {
                EmitReturn(writer, $"if ({variables.Binder}.Failed)", variables.Binder + ".RefuseAsync()", isAsync);
            }

            writer.List(
                $"{(isAsync ? "await" : "return")} {Names.Call(named.MemberName)}(",
                [.. Arguments(endpoint, variables), .. CallEmitter.State(endpoint, variables.Context, variables.Request)],
                ");");
        }
    }

    private static void EmitBegin(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables)
    {
        var arguments = named.Endpoint.Form == ReturnForm.Push ? $"{variables.Context}, {Names.Definition(named.MemberName)}" : variables.Context;
        if (CallEmitter.RequestType(named.Endpoint) is { } request)
        {
            writer.Line($"var {variables.Request} = {request}.Begin({arguments});");
        }
    }

    private static void EmitFiltered(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables, bool isBound, bool isAsync)
    {
        var endpoint = named.Endpoint;
        var state = CallEmitter.RequestType(endpoint) is null ? variables.Context : variables.Request;
        var given = endpoint.Parameters.Select((p, i) => $"{variables.Filtered}.GetArgument<{ParameterEmitter.Type(p)}>({i})");
        using (writer.Block($"if ({variables.Filters} is not null)"))
        {
            writer.Line($"{(isAsync ? "await" : "return")} {variables.Filters}.RunAsync(");
            using (writer.Indent())
            {
                writer.Line(variables.Context + ",");
                writer.Line((isBound ? variables.Binder : "null") + ",");
                writer.List("[", Arguments(endpoint, variables), "],");
                writer.Line(state + ",");
                writer.List(
                    $"static ({variables.State}, {variables.Filtered}) => {Names.Call(named.MemberName)}(",
                    [.. given, .. CallEmitter.State(endpoint, variables.Filtered + ".HttpContext", variables.State)],
                    "));");
            }

            if (isAsync)
            {
                writer.Line("return;");
            }
        }

        writer.Line();
    }

    private static string[] Arguments(EndpointModel endpoint, HandlerVariables variables)
    {
        var cancellationToken = CallEmitter.RequestType(endpoint) is null
            ? $"{Names.Infrastructure}ImperativeRequest.GetCancellationToken({variables.Context})"
            : variables.Request + ".CancellationToken";
        return [.. endpoint.Parameters.Select(p => ParameterEmitter.Argument(p, variables, cancellationToken))];
    }

    private static void EmitReturn(CodeWriter writer, string condition, string answer, bool isAsync)
    {
        using (writer.Block(condition))
        {
            writer.Line($"{(isAsync ? "await" : "return")} {answer};");
            if (isAsync)
            {
                writer.Line("return;");
            }
        }

        writer.Line();
    }
}
