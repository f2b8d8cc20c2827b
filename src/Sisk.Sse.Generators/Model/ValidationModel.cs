using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The data annotations with which a bound value is validated.</summary>
/// <param name="Name">The name of the value in the response to an invalid request.</param>
/// <param name="DisplayName">Its name in error messages.</param>
/// <param name="Rules">The rules of the value itself.</param>
/// <param name="Annotated">The type whose members have rules: that of the value or of its items. Null if there are none.</param>
internal sealed record ValidationModel(string Name, string DisplayName, EquatableArray<AttributeModel> Rules, string? Annotated);
