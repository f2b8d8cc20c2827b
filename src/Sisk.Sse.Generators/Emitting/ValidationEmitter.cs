using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the rules of a method's values, and the call that applies them before the method runs.</summary>
internal static class ValidationEmitter
{
    /// <summary>Returns the values with rules. The runtime gets both the rules and the values in this order.</summary>
    public static IReadOnlyList<ParameterModel> Validated(EndpointModel endpoint) =>
        [.. endpoint.Parameters.SelectMany(WithMembers).Where(p => p.Validation is not null)];

    public static void EmitRules(CodeWriter writer, ParameterModel parameter, string end)
    {
        var validation = parameter.Validation!;
        if (parameter.Parts is not null)
        {
            writer.Open($".ValidateWhole<{ParameterEmitter.Type(parameter)}>(");
            writer.Item($"{parameter.Values.Count(member => member.Validation is not null)}");
            writer.Item($"{Literals.Text(validation.DisplayName)}");
            writer.Items(validation.Rules.Select(MapEmitter.New));
            writer.Close($"){end}");
            return;
        }

        writer.Open($".Validate<{ParameterEmitter.Type(parameter)}>(");
        writer.Item($"{(parameter.Parser is null || ParameterEmitter.IsAwaited(parameter) ? "null" : Names.Source(parameter.Source))}");
        writer.Item($"{Literals.Text(validation.Name)}");
        writer.Item($"{Literals.Text(validation.DisplayName)}");
        writer.Item($"{(validation.Annotated is null ? "null" : $"typeof({validation.Annotated})")}");
        writer.Items(validation.Rules.Select(MapEmitter.New));
        writer.Close($"){end}");
    }

    public static void EmitCheck(CodeWriter writer, EndpointModel endpoint, HandlerVariables variables)
    {
        var values = Validated(endpoint);
        if (values.Count > 0)
        {
            var list = string.Join(", ", values.Select(p => Value(p, variables)));
            writer.Line($"await {variables.Request}.ValidateAsync({variables.Binder}, [{list}]);");
        }
    }

    /// <summary>The members come before the whole, which is valid only if they are. A whole of services alone has no rules.</summary>
    private static IEnumerable<ParameterModel> WithMembers(ParameterModel parameter) =>
        parameter.Parts is not null && parameter.Values.Any(ParameterEmitter.UsesBinder)
            ? parameter.Values.Append(parameter)
            : parameter.Values;

    /// <summary>A constructor may throw for values that break a rule, so the whole is created after its members are validated.</summary>
    private static string Value(ParameterModel parameter, HandlerVariables variables) => parameter.Parts is null
        ? Keywords.Escape(parameter.Name)
        : "(global::System.Func<object>)(() => "
            + ParameterEmitter.Argument(parameter, variables, variables.Request + ".CancellationToken") + ")";
}
