namespace System;

/// <summary>The type that list patterns count with, which .NET Standard lacks.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
