using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The constructor that dependency injection calls.</summary>
/// <param name="Parameters">The services that it takes.</param>
/// <param name="MayChange">
/// True if another generator can add a constructor or a required member to the class, which this one would not see.
/// </param>
internal sealed record ConstructorModel(EquatableArray<ServiceModel> Parameters, bool MayChange);
