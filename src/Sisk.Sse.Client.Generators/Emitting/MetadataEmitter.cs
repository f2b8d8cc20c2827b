using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>
/// Emits the metadata of the generated types for System.Text.Json. The generator of System.Text.Json does not see generated types, and
/// reflection would not work in trimmed applications.
/// </summary>
internal sealed class MetadataEmitter(ClientModel model, CSharpNames names, CSharpTypes types, TypesEmitter records, Hierarchy hierarchy)
{
    private const string Json = "global::System.Text.Json.";
    private const string Metadata = Json + "Serialization.Metadata.";
    private const string Services = Metadata + "JsonMetadataServices";

    private const string NumberHandling = Json + "Serialization.JsonNumberHandling";

    private readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal);

    public void Emit(Code code)
    {
        foreach (var type in model.Contract.Types.Where(type => !types.IsKnown(type.Id)))
        {
            types.Of(Shape.Reference(type.Id));
            foreach (var property in type.Properties)
            {
                // All types must be known before the first is emitted.
                types.Of(property.MemberShape());
            }

            if (type.Extension is not null)
            {
                types.Of(TypesEmitter.ExtensionShape);
            }
        }

        code.Block("private sealed class GeneratedTypes : " + Metadata + "IJsonTypeInfoResolver", () =>
        {
            if (model.Contract.Types.Any(type => !types.IsKnown(type.Id) && type.Properties.Any(IsWrittenAsNull)))
            {
                code.Line($"private static readonly {Json}JsonElement _null = {Json}JsonDocument.Parse(\"null\").RootElement;");
                code.Line();
            }

            code.Block($"public {Metadata}JsonTypeInfo? GetTypeInfo(global::System.Type type, {Json}JsonSerializerOptions options)", () =>
            {
                for (var i = 0; i < types.Used.Count; i++)
                {
                    var (type, shape) = types.Used[i];
                    code.Block($"if (type == typeof({type}))", () => code.Line($"return {Create(type, shape)};"));
                    code.Line();
                }

                code.Line("return null;");
            });
            foreach (var type in model.Contract.Types.Where(type => !types.IsKnown(type.Id) && type.Values is null))
            {
                code.Line();
                EmitObject(code, type);
            }

            foreach (var type in model.Contract.Types.Where(type => _methods.ContainsKey(type.Id) && HasNames(type)))
            {
                code.Line();
                EmitNames(code, type);
            }
        });
    }

    private string Create(string type, Shape shape)
    {
        if (shape.IsNullable)
        {
            var bare = types.Bare(shape);
            return $"{Services}.CreateValueInfo<{type}>(options, {Services}.GetNullableConverter<{bare}>(options))";
        }

        return shape.Kind switch
        {
            ShapeKind.Array when type == CSharpTypes.ByteList => $"{Services}.CreateListInfo<{type}, byte>(options, "
                + CollectionInfo(type, shape, $"ObjectCreator = static () => new {type}()") + ")",
            ShapeKind.Array => $"{Services}.CreateArrayInfo<{type.Substring(0, type.Length - 2)}>(options, {CollectionInfo(type, shape)})",
            ShapeKind.Map => $"{Services}.CreateDictionaryInfo<{type}, string, {types.Of(shape.Item)}>(options, "
                + CollectionInfo(type, shape, $"ObjectCreator = static () => new {type}()") + ")",
            ShapeKind.Reference => CreateReference(type, shape.Name),
            _ => $"{Services}.CreateValueInfo<{type}>(options, {Services}.{types.ConverterOf(shape)})",
        };
    }

    /// <summary>
    /// Returns the info of a collection. It needs its own number handling, since it does not inherit that of the options.
    /// </summary>
    private string CollectionInfo(string type, Shape shape, params string[] values)
    {
        var isOfNumbers = shape.Item.Kind is ShapeKind.Integer or ShapeKind.Number or ShapeKind.Text;
        if (isOfNumbers && types.NumberHandling is { } handling)
        {
            values = [.. values, "NumberHandling = " + handling];
        }

        return $"new {Metadata}JsonCollectionInfoValues<{type}>" + (values.Length == 0 ? "()" : $" {{ {string.Join(", ", values)} }}");
    }

    private string CreateReference(string type, string id)
    {
        if (hierarchy.Find(id) is not { Values: { } values } contractType)
        {
            return $"Create{MethodName(id)}(options)";
        }

        var policy = HasNames(contractType) ? $"new {MethodName(id)}Names()" : "";
        var converter = values.IsText
            ? $"new {Json}Serialization.JsonStringEnumConverter<{type}>({policy}).CreateConverter(typeof({type}), options)!"
            : $"{Services}.GetEnumConverter<{type}>(options)";
        return $"{Services}.CreateValueInfo<{type}>(options, {converter})";
    }

    private static bool HasNames(ContractType type) =>
        type.Values is { IsText: true } values && values.Members.Any(member => member.Name != member.Member);

    /// <summary>
    /// Emits the names of an enumeration's members in JSON. The attribute for them requires version 9 of System.Text.Json.
    /// </summary>
    private void EmitNames(Code code, ContractType type) =>
        code.Block($"private sealed class {MethodName(type.Id)}Names : {Json}JsonNamingPolicy", () =>
            code.Block("public override string ConvertName(string name) => name switch", () =>
            {
                foreach (var member in type.Values!.Members.Where(member => member.Name != member.Member))
                {
                    code.Line($"{Code.Literal(member.Member)} => {Code.Literal(member.Name)},");
                }

                code.Line("_ => name,");
            }, "};"));

    /// <summary>Returns a unique name for the members of a type, since both <c>A.B</c> and <c>A_B</c> can exist.</summary>
    private string MethodName(string id)
    {
        if (!_methods.TryGetValue(id, out var name))
        {
            var plain = name = (types.IsKnown(id) ? CSharpNames.Flatten(id) : names.NestedName(id)).Replace(".", "_").Replace("@", "");
            for (var i = 2; _methods.ContainsValue(name); i++)
            {
                name = plain + "_" + i.ToString(CultureInfo.InvariantCulture);
            }

            _methods.Add(id, name);
        }

        return name;
    }

    private void EmitObject(Code code, ContractType type)
    {
        var name = types.NameOf(type.Id);
        code.Block($"private static {Metadata}JsonTypeInfo<{name}> Create{MethodName(type.Id)}({Json}JsonSerializerOptions options)", () =>
        {
            code.Block($"var info = {Services}.CreateObjectInfo(options, new {Metadata}JsonObjectInfoValues<{name}>", () =>
            {
                if (!hierarchy.IsAbstract(type))
                {
                    code.Line($"ObjectCreator = static () => new {name}(),");
                }

                code.Block($"PropertyMetadataInitializer = _ => new {Metadata}JsonPropertyInfo[]", () =>
                {
                    foreach (var property in type.Properties)
                    {
                        EmitProperty(code, type, name, property);
                    }

                    if (type.Extension is not null)
                    {
                        EmitExtension(code, name, records.ExtensionName(type));
                    }
                });
            }, "});");
            EmitPolymorphism(code, type);
            code.Line("return info;");
        });
    }

    private void EmitProperty(Code code, ContractType type, string owner, ContractProperty property)
    {
        var propertyType = types.Of(property.MemberShape());
        var name = records.PropertyName(type, property);
        code.Block($"{Services}.CreatePropertyInfo<{propertyType}>(options, new {Metadata}JsonPropertyInfoValues<{propertyType}>", () =>
        {
            code.Line("IsProperty = true,");
            code.Line("IsPublic = true,");
            code.Line($"DeclaringType = typeof({owner}),");
            code.Line($"PropertyName = {Code.Literal(name.TrimStart('@'))},");
            code.Line($"JsonPropertyName = {Code.Literal(property.Name)},");
            var getter = $"(({owner})value).{name}";
            code.Line(IsWrittenAsNull(property)
                ? $"Getter = static value => {getter} is {{ ValueKind: not {Json}JsonValueKind.Undefined }} element ? element : _null,"
                : $"Getter = static value => {getter},");
            code.Line($"Setter = static (target, value) => (({owner})target).{name} = value!,");
            if (property.MayBeLeftOut())
            {
                code.Line("IgnoreCondition = global::System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,");
            }

            if (types.IsNumberText(property.Shape))
            {
                code.Line($"NumberHandling = {NumberHandling}.AllowReadingFromString | {NumberHandling}.WriteAsString,");
            }
            else if (CSharpTypes.IsNamedNumber(property.Shape))
            {
                code.Line($"NumberHandling = {NumberHandling}.AllowReadingFromString | {NumberHandling}.AllowNamedFloatingPointLiterals,");
            }
        }, "}),");
    }

    private void EmitExtension(Code code, string owner, string name)
    {
        var type = types.Of(TypesEmitter.ExtensionShape);
        code.Block($"{Services}.CreatePropertyInfo<{type}>(options, new {Metadata}JsonPropertyInfoValues<{type}>", () =>
        {
            code.Line("IsProperty = true,");
            code.Line("IsPublic = true,");
            code.Line("IsExtensionData = true,");
            code.Line($"DeclaringType = typeof({owner}),");
            code.Line($"PropertyName = {Code.Literal(name.TrimStart('@'))},");
            code.Line($"Getter = static value => (({owner})value).{name},");
            code.Line($"Setter = static (target, value) => (({owner})target).{name} = value,");
        }, "}),");
    }

    /// <summary>Determines whether a member is a <c>JsonElement</c>, which the serializer cannot write if it is not set.</summary>
    private static bool IsWrittenAsNull(ContractProperty property) => property.Shape.Kind == ShapeKind.Any && !property.MayBeLeftOut();

    private void EmitPolymorphism(Code code, ContractType type)
    {
        // A record has one base, even if the type implements several interfaces.
        var all = type.Derived.Where(derived => hierarchy.Derives(derived.Id, type.Id)).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        code.Block($"info.PolymorphismOptions = new {Metadata}JsonPolymorphismOptions", () =>
        {
            // A type that was added to the server later is read as its base.
            code.Line("IgnoreUnrecognizedTypeDiscriminators = true,");
            if (type.Discriminator is not null)
            {
                code.Line($"TypeDiscriminatorPropertyName = {Code.Literal(type.Discriminator)},");
            }

            code.Block("DerivedTypes =", () =>
            {
                foreach (var derived in all)
                {
                    var value = derived.Value is null ? "" : ", " + derived.Value;
                    code.Line(
                        $"new global::System.Text.Json.Serialization.Metadata.JsonDerivedType(typeof({types.NameOf(derived.Id)}){value}),");
                }
            }, "},");
        }, "};");
    }
}
