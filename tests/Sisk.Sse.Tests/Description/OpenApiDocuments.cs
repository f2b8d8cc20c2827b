using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.OpenApi;

namespace Sisk.Sse.Tests.Description;

/// <summary>The documents of the application without further options, each read once for all tests of a class.</summary>
public sealed class OpenApiDocuments
{
    private readonly ConcurrentDictionary<OpenApiSpecVersion, Task<JsonElement>> _documents = [];

    internal Task<JsonElement> ReadAsync(OpenApiSpecVersion version) =>
        _documents.GetOrAdd(version, static version => OpenApiFile.ReadAsync(version));
}
