namespace Sisk.Sse.Generators.Model;

/// <summary>A service that a controller's constructor or a method's parameter requires.</summary>
/// <param name="Type">The service's type, without a nullable annotation.</param>
/// <param name="Lookup">The way in which it is requested.</param>
/// <param name="Key">The key of a keyed service.</param>
/// <param name="Fallback">The value that replaces a missing service; null if the service is required.</param>
/// <param name="AcceptsNull">True if the parameter is nullable.</param>
/// <param name="IsNullableReference">True if the parameter is a nullable reference.</param>
internal sealed record ServiceModel(
    string Type,
    ServiceLookup Lookup,
    ConstantModel? Key = null,
    ConstantModel? Fallback = null,
    bool AcceptsNull = false,
    bool IsNullableReference = false);
