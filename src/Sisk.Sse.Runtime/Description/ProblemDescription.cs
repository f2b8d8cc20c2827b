using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Description;

/// <summary>
/// Adds the JSON metadata of problem details after that of the application. The API explorer describes them as answers of every stream with
/// parameters, and an OpenAPI document needs the metadata of each type that it describes.
/// </summary>
internal sealed class ProblemDescription : IPostConfigureOptions<JsonOptions>
{
    public void PostConfigure(string? name, JsonOptions options)
    {
        // With reflection, every type has metadata already.
        if (!JsonSerializer.IsReflectionEnabledByDefault && !options.SerializerOptions.IsReadOnly)
        {
            options.SerializerOptions.TypeInfoResolverChain.Add(ProblemJson.Default);
        }
    }
}
