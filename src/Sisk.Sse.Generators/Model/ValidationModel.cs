using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The data annotations that a bound value is validated by.</summary>
/// <param name="Name">The name of the value in the answer to a request that breaks a rule.</param>
/// <param name="DisplayName">Its name in the words of a rule.</param>
/// <param name="Rules">The rules of the value itself.</param>
/// <param name="Annotated">The type whose members have rules: the value's, or that of its items; null for one without any.</param>
internal sealed record ValidationModel(string Name, string DisplayName, EquatableArray<AttributeModel> Rules, string? Annotated);
