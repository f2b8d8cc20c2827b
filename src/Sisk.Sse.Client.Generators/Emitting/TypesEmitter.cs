using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Emits the records and enumerations that the compilation does not have.</summary>
internal sealed class TypesEmitter(ClientModel model, CSharpNames names, CSharpTypes types, Hierarchy hierarchy, Accessibility accessibility)
{
    public void Emit(Code code)
    {
        foreach (var type in model.Contract.Types.Where(type => !types.IsKnown(type.Id) && names.OuterOf(type.Id) is null))
        {
            code.Line();
            Emit(code, type);
        }
    }

    private void Emit(Code code, ContractType type)
    {
        code.Summary(type.Id + " of the server.");
        code.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"Sisk.Sse.Client.Generators\", \"{Code.Version}\")]");
        var access = accessibility.Of(type);
        if (type.Values is { } values)
        {
            EmitEnum(code, type, values, access);
            return;
        }

        var isDerivedFrom = model.Contract.Types.Any(other => other.Base == type.Id);
        var modifier = hierarchy.IsAbstract(type) ? " abstract" : isDerivedFrom ? "" : " sealed";
        var parent = type.Base is { } id ? " : " + types.NameOf(id) : "";
        code.Block($"{access}{modifier} partial record {Code.EscapeType(names.OwnName(type.Id))}{parent}", () =>
        {
            foreach (var property in type.Properties.Where(property => hierarchy.DeclaringType(type, property) == type))
            {
                code.Summary($"Gets or sets \"{property.Name}\".");
                var shape = property.MemberShape();
                var name = types.Of(shape);
                code.Line($"public {name} {PropertyName(type, property)} {{ get; set; }}{Initial(shape, name)}");
            }

            foreach (var nested in model.Contract.Types.Where(other => !types.IsKnown(other.Id) && names.OuterOf(other.Id) == type.Id))
            {
                code.Line();
                Emit(code, nested);
            }
        });
    }

    /// <summary>Returns the name of a property in the type that declares it.</summary>
    public string PropertyName(ContractType type, ContractProperty property)
    {
        var declaring = hierarchy.DeclaringType(type, property);
        var name = CSharpNames.Member(property.Member, names.OwnName(declaring.Id));
        var isNested = model.Contract.Types.Any(
            t => !types.IsKnown(t.Id) && names.OuterOf(t.Id) == declaring.Id && names.OwnName(t.Id) == name);
        return isNested ? name + "Value" : name;
    }

    private string Initial(Shape shape, string type)
    {
        if (shape.IsNullable || types.IsValueType(shape))
        {
            return "";
        }

        return shape.Kind switch
        {
            ShapeKind.Array when type == CSharpTypes.ByteList => $" = new {type}();",
            ShapeKind.Array => $" = global::System.Array.Empty<{type.Substring(0, type.Length - 2)}>();",
            ShapeKind.Map => $" = new {type}();",
            ShapeKind.Text when type == "string" => " = \"\";",
            _ => " = null!;",
        };
    }

    private void EmitEnum(Code code, ContractType type, EnumValues values, string access)
    {
        if (values.IsFlags)
        {
            code.Line("[global::System.Flags]");
        }

        var name = Code.EscapeType(names.OwnName(type.Id));
        var isLong = values.Members.Any(m => !int.TryParse(m.Value, out _));
        code.Block($"{access} enum {name}{(isLong ? values.Members.Any(m => !long.TryParse(m.Value, out _)) ? " : ulong" : " : long" : "")}", () =>
        {
            foreach (var member in values.Members)
            {
                code.Summary($"{member.Name}.");
                code.Line($"{Code.Escape(member.Member)} = {member.Value},");
            }
        });
    }
}
