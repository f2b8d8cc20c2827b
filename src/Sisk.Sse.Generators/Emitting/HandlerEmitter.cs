using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the handler of a route, which binds the parameters and calls the method, through filters if there are any.</summary>
internal static class HandlerEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables)
    {
        var endpoint = named.Endpoint;
        var isAsync = endpoint.Parameters.SelectMany(p => p.Values).Any(ParameterEmitter.IsAwaited)
            || ValidationEmitter.Validated(endpoint).Count > 0;
        writer.Separate();
        writer.Open($"private static {(isAsync ? "async " : "")}{Names.Task} {MemberNames.Handler(named.MemberName)}(");
        writer.Item($"{Names.CompilerServices}StreamRequest {variables.Request}");
        writer.Close(")");
        using (writer.Block())
        {
            var isBound = ParameterEmitter.EmitBinding(writer, endpoint.Parameters, variables);
            ValidationEmitter.EmitCheck(writer, endpoint, variables);
            EmitAnswer(writer, named, variables, isBound, isAsync);
        }
    }

    /// <summary>
    /// Emits the call through the filters, if there are any. Otherwise, emits the refusal of invalid parameters, or the call.
    /// </summary>
    private static void EmitAnswer(CodeWriter writer, NamedEndpointModel named, HandlerVariables variables, bool isBound, bool isAsync)
    {
        var endpoint = named.Endpoint;
        var call = MemberNames.Call(named.MemberName);
        var arguments = Arguments(endpoint, variables);
        writer.Line($"{(isAsync ? "await (" : "return ")}{variables.Request}.HasFilters");
        using (writer.Indent())
        {
            var binder = isBound ? variables.Binder : "null";
            writer.Open($"? {variables.Request}.FilterAsync({binder}, [");
            writer.Items(arguments);
            writer.Close("],");
            using (writer.Indent())
            {
                writer.Open($"static ({variables.State}, {variables.Filtered}) => {call}(");
                for (var i = 0; i < endpoint.Parameters.Count; i++)
                {
                    writer.Item($"{variables.Filtered}.GetArgument<{ParameterEmitter.Type(endpoint.Parameters[i])}>({i})");
                }

                writer.Item($"{variables.State}");
                writer.Close("))");
            }

            writer.Open($": {(isBound ? binder + ".Failed ? " + binder + ".RefuseAsync() : " : "")}{call}(");
            writer.Items(arguments);
            writer.Item($"{variables.Request}");
            writer.Close(isAsync ? "));" : ");");
        }
    }

    private static string[] Arguments(EndpointModel endpoint, HandlerVariables variables)
    {
        var cancellationToken = variables.Request + ".CancellationToken";
        return [.. endpoint.Parameters.Select(p => ParameterEmitter.Argument(p, variables, cancellationToken))];
    }
}
