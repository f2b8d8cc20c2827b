namespace Sisk.Sse.Generators.Model;

/// <summary>Something asked of the service provider: by a controller's constructor, or by a method's parameter.</summary>
/// <param name="Type">The service's type, without a nullable annotation.</param>
/// <param name="Lookup">How it is asked for.</param>
/// <param name="Key">The key of a keyed service.</param>
/// <param name="Fallback">What stands in for a missing service; null where the service is required.</param>
/// <param name="AcceptsNull">Whether the parameter is annotated to take null.</param>
/// <param name="IsNullableReference">Whether the annotation is that of a reference type, which <paramref name="Type"/> leaves out.</param>
internal sealed record ServiceModel(
    string Type,
    ServiceLookup Lookup,
    ConstantModel? Key = null,
    ConstantModel? Fallback = null,
    bool AcceptsNull = false,
    bool IsNullableReference = false);
