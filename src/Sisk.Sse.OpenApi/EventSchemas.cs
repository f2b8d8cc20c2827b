using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>
/// Describes payloads as the framework describes bodies, in which each named type is a component of the document. The schemas that the
/// framework gives to transformers are inlined, and have gaps for types that occur again.
/// </summary>
/// <param name="context">The operation.</param>
/// <param name="document">The document.</param>
/// <param name="names">The types whose components were added so far, by the names of these.</param>
internal sealed class EventSchemas(OpenApiOperationTransformerContext context, OpenApiDocument document, Dictionary<string, Type> names)
{
    // An annotation of the framework on the schemas that it gives to transformers.
    private const string IdKey = "x-schema-id";
    private const string IsNullableKey = "x-is-nullable-property";

    // Unnamed types that are being described because of a gap.
    private readonly HashSet<Type> _filling = [];

    private readonly JsonSerializerOptions _json =
        context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>Returns the schema of a type, or a reference to it.</summary>
    internal async Task<IOpenApiSchema> DescribeAsync(Type type, CancellationToken cancellationToken) =>
        await ReferAsync(await CreateAsync(type, cancellationToken).ConfigureAwait(false), type, cancellationToken).ConfigureAwait(false);

    private async Task<IOpenApiSchema> ReferAsync(IOpenApiSchema schema, Type type, CancellationToken cancellationToken)
    {
        if (schema is not OpenApiSchema inline)
        {
            return schema;
        }

        if (NameOf(inline, type) is not { } name)
        {
            return await FillAsync(inline, type, cancellationToken).ConfigureAwait(false);
        }

        if (document.Components?.Schemas?.ContainsKey(name) is not true)
        {
            // Added before its parts, which can refer to it.
            var component = await CreateAsync(type, cancellationToken).ConfigureAwait(false);
            document.AddComponent(name, component);
            await ReferPartsAsync(component, type, cancellationToken).ConfigureAwait(false);
            await ReferFormsAsync(component, name, type, cancellationToken).ConfigureAwait(false);
        }

        var reference = new OpenApiSchemaReference(name, document);
        return inline.Metadata?.ContainsKey(IsNullableKey) is true
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] }
            : reference;
    }

    /// <summary>
    /// Describes an unnamed type inline. If it contains itself, its second occurrence remains a gap, since it cannot be referred to.
    /// </summary>
    private async Task<OpenApiSchema> FillAsync(OpenApiSchema schema, Type type, CancellationToken cancellationToken)
    {
        if (!IsGap(schema))
        {
            await ReferPartsAsync(schema, type, cancellationToken).ConfigureAwait(false);
            return schema;
        }

        if (!_filling.Add(type))
        {
            return schema;
        }

        var whole = await CreateAsync(type, cancellationToken).ConfigureAwait(false);
        await ReferPartsAsync(whole, type, cancellationToken).ConfigureAwait(false);
        _filling.Remove(type);
        return whole;
    }

    private async Task ReferPartsAsync(OpenApiSchema schema, Type type, CancellationToken cancellationToken)
    {
        if (!_json.TryGetTypeInfo(type, out var info))
        {
            return;
        }

        foreach (var property in info.Properties)
        {
            if (schema.Properties?.TryGetValue(property.Name, out var part) is true)
            {
                schema.Properties[property.Name] = await ReferAsync(part, property.PropertyType, cancellationToken).ConfigureAwait(false);
            }
        }

        if (info.ElementType is not { } element)
        {
            return;
        }

        if (schema.Items is { } item)
        {
            schema.Items = await ReferAsync(item, element, cancellationToken).ConfigureAwait(false);
        }

        if (schema.AdditionalProperties is { } value)
        {
            schema.AdditionalProperties = await ReferAsync(value, element, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a component for each form of a polymorphic type. As in the framework, its name consists of both types.</summary>
    private async Task ReferFormsAsync(OpenApiSchema schema, string name, Type type, CancellationToken cancellationToken)
    {
        if (schema.AnyOf is not { } forms || !_json.TryGetTypeInfo(type, out var info) || info.PolymorphismOptions is not { } polymorphism)
        {
            return;
        }

        var mapping = new Dictionary<string, OpenApiSchemaReference>();
        for (var i = 0; i < forms.Count; i++)
        {
            if (forms[i] is not OpenApiSchema form)
            {
                continue;
            }

            var discriminator = DiscriminatorOf(form, polymorphism);
            var derived = polymorphism.DerivedTypes.FirstOrDefault(each => $"{each.TypeDiscriminator}" == discriminator).DerivedType
                ?? type;
            var formName = name + (IdOf(form) ?? derived.Name);
            document.AddComponent(formName, form);
            await ReferPartsAsync(form, derived, cancellationToken).ConfigureAwait(false);
            var reference = new OpenApiSchemaReference(formName, document);
            forms[i] = reference;
            if (discriminator is not null)
            {
                mapping[discriminator] = reference;
            }
        }

        schema.Discriminator?.Mapping = mapping;
    }

    private static string? DiscriminatorOf(OpenApiSchema form, JsonPolymorphismOptions polymorphism) =>
        form.Properties?.TryGetValue(polymorphism.TypeDiscriminatorPropertyName, out var property) is true
            ? property.Const ?? property.Enum?.FirstOrDefault()?.ToString()
            : null;

    /// <summary>Returns the name of a type's component; null if it has none.</summary>
    private string? NameOf(OpenApiSchema schema, Type type)
    {
        if (IdOf(schema) is not { } id)
        {
            return null;
        }

        // The framework does not include the names of containing types. Events of several hierarchies often have the same names.
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = id;
        for (var outer = type.DeclaringType; outer is not null && id == type.Name; outer = outer.DeclaringType)
        {
            name = outer.Name + name;
        }

        return names.TryAdd(name, type) || names[name] == type ? name : type.Namespace?.Replace(".", "", StringComparison.Ordinal) + name;
    }

    private static string? IdOf(OpenApiSchema schema) =>
        schema.Metadata?.TryGetValue(IdKey, out var id) is true && id is string { Length: > 0 } text ? text : null;

    /// <summary>Returns true for an empty schema: that of an <see cref="object"/>, or of a type that has occurred before.</summary>
    private static bool IsGap(OpenApiSchema schema) =>
        schema is { Type: null, Enum: null, Properties: null, AdditionalProperties: null, Items: null }
            and { AnyOf: null, OneOf: null, AllOf: null };

    private Task<OpenApiSchema> CreateAsync(Type type, CancellationToken cancellationToken) =>
        context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
}
