namespace Sisk.Sse.Generators.Model;

/// <summary>The constructor that dependency injection calls.</summary>
internal sealed record ConstructorModel(EquatableArray<ServiceModel> Parameters);
