namespace System.Runtime.CompilerServices;

/// <summary>Lets records and <c>init</c> compile for .NET Standard, which lacks the type.</summary>
internal static class IsExternalInit;
