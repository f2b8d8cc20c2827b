namespace Sisk.Sse.Generators.Model;

/// <summary>Something asked of the service provider: by a controller's constructor, or by a method's parameter.</summary>
/// <param name="Type">The service's type, without a nullable annotation.</param>
/// <param name="Lookup">The kind of request to the service provider.</param>
/// <param name="Key">The key of a keyed service.</param>
/// <param name="Fallback">The value that replaces a missing service; null if the service is required.</param>
/// <param name="AcceptsNull">True if the parameter is annotated to take null.</param>
/// <param name="IsNullableReference">True if the annotation is that of a reference type, which <paramref name="Type"/> leaves out.</param>
internal sealed record ServiceModel(
    string Type,
    ServiceLookup Lookup,
    ConstantModel? Key = null,
    ConstantModel? Fallback = null,
    bool AcceptsNull = false,
    bool IsNullableReference = false);
