using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the values of a method's parameters.</summary>
internal static class ParameterEmitter
{
    /// <summary>Determines whether the client sends the value, so that it can be invalid.</summary>
    public static bool UsesBinder(ParameterModel parameter) =>
        parameter.Parser is not null || IsAwaited(parameter);

    /// <summary>Determines whether the value is awaited.</summary>
    public static bool IsAwaited(ParameterModel parameter) =>
        parameter.Source is BindingSource.Body or BindingSource.ServiceOrBody or BindingSource.BindAsync;

    /// <summary>Returns the declared type of the parameter.</summary>
    public static string Type(ParameterModel parameter) =>
        parameter.Presence == Presence.Many ? parameter.Type + "[]" : parameter.Parts?.Type ?? parameter.Type;

    /// <summary>
    /// Emits a variable for each value that the client sends. Returns false if there are none. Types with <c>BindAsync</c> come first, so
    /// that they can read the body and rewind it.
    /// </summary>
    public static bool EmitBinding(CodeWriter writer, IReadOnlyList<ParameterModel> parameters, HandlerVariables variables)
    {
        var bound = parameters.SelectMany(p => p.Values).Where(UsesBinder).OrderBy(p => p.Binder is null).ToArray();
        if (bound.Length == 0)
        {
            return false;
        }

        writer.Line($"{Names.CompilerServices}ParameterBinder {variables.Binder} = new({variables.Context});");
        foreach (var parameter in bound)
        {
            EmitVariable(writer, parameter, variables);
        }

        return true;
    }

    /// <summary>Returns the argument that the method is called with.</summary>
    public static string Argument(ParameterModel parameter, HandlerVariables variables, string cancellationToken) => parameter.Source switch
    {
        BindingSource.HttpContext => variables.Context,
        BindingSource.HttpRequest => variables.Context + ".Request",
        BindingSource.HttpResponse => variables.Context + ".Response",
        BindingSource.User => variables.Context + ".User",
        BindingSource.CancellationToken => cancellationToken,
        BindingSource.BodyStream => variables.Context + ".Request.Body",
        BindingSource.BodyReader => variables.Context + ".Request.BodyReader",
        BindingSource.LastEventId => $"{variables.Request}.LastEventId{(parameter.IsNullable ? "" : "!")}",
        BindingSource.Parts => Create(parameter.Parts!, variables, cancellationToken),
        BindingSource.Service => ServiceExpression.Of(parameter.Service!, variables.Services),
        _ => Keywords.Escape(parameter.Name),
    };

    private static string Create(PartsModel parts, HandlerVariables variables, string cancellationToken)
    {
        var values = parts.Members.Select(m => (m.Property, Value: Argument(m.Parameter, variables, cancellationToken))).ToArray();
        return parts.ByConstructor
            ? $"new {parts.Type}({string.Join(", ", values.Select(v => v.Value))})"
            : $"new {parts.Type} {{ {string.Join(", ", values.Select(v => v.Property + " = " + v.Value))} }}";
    }

    private static void EmitVariable(CodeWriter writer, ParameterModel parameter, HandlerVariables variables)
    {
        var name = Keywords.Escape(parameter.Name);
        switch (parameter.Source)
        {
            case BindingSource.BindAsync:
                EmitBindAsync(writer, parameter, variables);
                break;
            case BindingSource.Body:
                writer.Line($"{parameter.Type} {name} = {ReadBody(parameter, variables)};");
                break;
            case BindingSource.ServiceOrBody:
                var service = ServiceExpression.Of(parameter.Service! with { AcceptsNull = true }, variables.Services);
                writer.Line($"{parameter.Type} {name} = {service}");
                using (writer.Indent())
                {
                    writer.Line($"?? {ReadBody(parameter, variables)};");
                }

                break;
            default:
                EmitRead(writer, parameter, variables);
                break;
        }
    }

    private static string ReadBody(ParameterModel parameter, HandlerVariables variables)
    {
        var read = parameter.Presence == Presence.Optional ? "OptionalBodyAsync" : "BodyAsync";
        var body = $"await {variables.Binder}.{read}<{parameter.Type}>({Literals.Text(parameter.Name)})";
        var mayBeNull = parameter.Presence == Presence.Optional && !parameter.IsNullable;
        return mayBeNull ? $"({body})!" : body;
    }

    private static void EmitBindAsync(CodeWriter writer, ParameterModel parameter, HandlerVariables variables)
    {
        var value = $"await {parameter.Binder}.BindAsync({variables.Context})";
        writer.Line(parameter.Presence == Presence.Required
            ? $"{parameter.Binder} {Keywords.Escape(parameter.Name)} = "
            + $"{variables.Binder}.Bound<{parameter.Binder}>({Literals.Text(parameter.WireName)}, {value});"
            : parameter.IsNullable
            ? $"{parameter.Type} {Keywords.Escape(parameter.Name)} = {value};"
            : $"{parameter.Type} {Keywords.Escape(parameter.Name)} = ({value})!;");
    }

    private static void EmitRead(CodeWriter writer, ParameterModel parameter, HandlerVariables variables)
    {
        var (name, presence) = (Keywords.Escape(parameter.Name), Reader(parameter.Presence));
        var (source, wireName) = (Names.Source(parameter.Source), Literals.Text(parameter.WireName));
        if (parameter.Presence is Presence.Texts or Presence.OptionalTexts)
        {
            var nullable = parameter.Presence == Presence.OptionalTexts ? "?" : "";
            writer.Line(
                $"global::Microsoft.Extensions.Primitives.StringValues{nullable} {name} = "
                + $"{variables.Binder}.{presence}({source}, {wireName});");
            return;
        }

        writer.Open($"{Type(parameter)} {name} = {variables.Binder}.{presence}<{parameter.Type}>(");
        writer.Item($"{source}");
        writer.Item($"{wireName}");
        writer.Item($"{ValueParsers.Of(parameter.Parser!, parameter.Type)}");
        if (parameter.Presence == Presence.Optional)
        {
            writer.Item($"{Fallback(parameter)}");
        }

        writer.Close(");");
    }

    /// <summary>Returns the binder's method.</summary>
    private static string Reader(Presence presence) => presence switch
    {
        Presence.Optional => nameof(Presence.Optional),
        Presence.Many => nameof(Presence.Many),
        Presence.Texts => nameof(Presence.Texts),
        Presence.OptionalTexts => nameof(Presence.OptionalTexts),
        _ => nameof(Presence.Required),
    };

    /// <summary>
    /// Returns the fallback. It can be null for a type that is not nullable: in code without annotations, or by <c>null!</c>.
    /// </summary>
    private static string Fallback(ParameterModel parameter) => parameter.Fallback is null or { Kind: ConstantKind.Null }
        ? parameter.IsNullable ? "null" : "null!"
        : Literals.Of(parameter.Fallback);
}
