using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The constructor that dependency injection calls.</summary>
/// <param name="Parameters">The services that it takes.</param>
/// <param name="MayChange">
/// True if the class is partial. Another generator can then add a constructor or a required member, which this one does not see.
/// </param>
internal sealed record ConstructorModel(EquatableArray<ServiceModel> Parameters, bool MayChange);
