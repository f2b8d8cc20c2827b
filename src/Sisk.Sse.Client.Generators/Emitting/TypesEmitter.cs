using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Emits the records and enumerations that the compilation does not have.</summary>
internal sealed class TypesEmitter(
    ClientModel model, CSharpNames names, CSharpTypes types, Hierarchy hierarchy, Accessibility accessibility)
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

        var modifier = hierarchy.IsAbstract(type) ? " abstract" : hierarchy.IsBase(type) ? "" : " sealed";
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

            if (type.Extension is not null && hierarchy.BaseOf(type)?.Extension is null)
            {
                code.Summary("Gets or sets all members that have no property, by name.");
                code.Line($"public {types.Of(ExtensionShape)} {ExtensionName(type)} {{ get; set; }}");
            }

            foreach (var nested in names.NestedIn(type.Id))
            {
                code.Line();
                Emit(code, hierarchy.Find(nested)!);
            }
        });
    }

    /// <summary>Gets the type of the property that holds all members that have no other.</summary>
    public static Shape ExtensionShape { get; } = Shape.MapOf(Shape.Any) with { IsNullable = true };

    /// <summary>Returns the name of the property that holds all members that have no other.</summary>
    public string ExtensionName(ContractType type) => hierarchy.BaseOf(type) is { Extension: not null } parent
        ? ExtensionName(parent)
        : CSharpNames.Member(type.Extension!, names.OwnName(type.Id));

    /// <summary>Returns the name of a property in the type that declares it.</summary>
    public string PropertyName(ContractType type, ContractProperty property)
    {
        var declaring = hierarchy.DeclaringType(type, property);
        var name = CSharpNames.Member(property.Member, names.OwnName(declaring.Id));
        var isNested = names.NestedIn(declaring.Id).Any(nested => names.OwnName(nested) == name);
        return Distinguish(declaring, property, isNested ? name + "Value" : name);
    }

    /// <summary>
    /// Adds a number if the type has another member of the same C# name, inherited or earlier in order. The server writes an overridden or
    /// hidden property besides the other one if their JSON names differ.
    /// </summary>
    private string Distinguish(ContractType declaring, ContractProperty property, string name)
    {
        var number = 1 + declaring.Properties.Count(other => other.Member == property.Member
            && other.Name != property.Name
            && (hierarchy.DeclaringType(declaring, other) != declaring || string.CompareOrdinal(other.Name, property.Name) < 0));
        if (number == 1)
        {
            return name;
        }

        while (declaring.Properties.Any(other => other.Member == name + number))
        {
            number++;
        }

        return name + number;
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
        var underlying = values.Members.All(m => int.TryParse(m.Value, out _)) ? ""
            : values.Members.All(m => long.TryParse(m.Value, out _)) ? " : long"
            : " : ulong";
        code.Block($"{access} enum {name}{underlying}", () =>
        {
            foreach (var member in values.Members)
            {
                code.Summary($"{member.Name}.");
                code.Line($"{Code.Escape(member.Member)} = {member.Value},");
            }
        });
    }
}
