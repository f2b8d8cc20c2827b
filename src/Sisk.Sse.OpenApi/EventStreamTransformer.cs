using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.OpenApi;

/// <summary>Adds the events of a stream to the description of its response.</summary>
internal sealed class EventStreamTransformer : IOpenApiOperationTransformer
{
    // A document is built by one call at a time, and forgotten after it.
    private readonly ConditionalWeakTable<OpenApiDocument, Dictionary<string, Type>> _names = [];

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var stream = context.Description.ActionDescriptor.EndpointMetadata.OfType<StreamDescription>().FirstOrDefault();
        if (stream is null)
        {
            return;
        }

        ParameterDetails.Add(operation, context, stream);
        if (operation.Responses?.TryGetValue("200", out var answer) is not true
            || answer is not OpenApiResponse { Content: { } contents } response
            || !contents.TryGetValue("text/event-stream", out var content))
        {
            return;
        }

        var document = context.Document!;
        var schemas = new EventSchemas(context, document, _names.GetOrCreateValue(document));
        var events = new List<EventSchema>();
        foreach (var item in stream.Events)
        {
            // A string is sent unchanged, so it has no JSON schema.
            var payload = item.Type == typeof(string)
                ? null
                : await schemas.DescribeAsync(item.Type, cancellationToken).ConfigureAwait(false);
            events.Add(new EventSchema(item.Name, payload));
        }

        response.Description = Describe(stream);
        if (events.Count > 0)
        {
            content.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            content.Extensions[ItemSchema.Name] = new ItemSchema(events);
        }
    }

    private static string Describe(StreamDescription stream)
    {
        var names = stream.Events.Select(static item =>
            item.Name is null ? $"unnamed (`{NameOf(item.Type)}`)" : $"`{item.Name}` (`{NameOf(item.Type)}`)");
        return stream.Events.Count == 0
            ? "A stream of server-sent events."
            : string.Create(CultureInfo.InvariantCulture, $"A stream of server-sent events: {string.Join(", ", names)}.");
    }

    /// <summary>Returns the name as C# writes it: <c>List&lt;Int32&gt;</c>. A grave accent would end the code in the description.</summary>
    private static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return NameOf(value) + "?";
        }

        var arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? type.Name : $"{type.Name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
