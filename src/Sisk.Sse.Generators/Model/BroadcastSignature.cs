using System;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The signature of a broadcast method, which must be unique in its class.</summary>
/// <param name="name">The method's name.</param>
/// <param name="keys">The keys of its stream.</param>
/// <param name="keyCount">The number of leading keys that it takes.</param>
/// <param name="event">The event that it sends.</param>
internal readonly struct BroadcastSignature(string name, EquatableArray<KeyModel> keys, int keyCount, EventModel @event)
    : IEquatable<BroadcastSignature>
{
    private readonly EquatableArray<KeyModel> _keys = keys;
    private readonly int _keyCount = keyCount;
    private readonly EventModel _event = @event;

    public string Name { get; } = name;

    public bool Equals(BroadcastSignature other)
    {
        if (Name != other.Name || _keyCount != other._keyCount || _event.SignatureType != other._event.SignatureType)
        {
            return false;
        }

        for (var i = 0; i < _keyCount; i++)
        {
            if (_keys[i].SignatureType != other._keys[i].SignatureType)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is BroadcastSignature other && Equals(other);

    /// <summary>Ignores the types, since few methods have the same name.</summary>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Name) * 31) + _keyCount);
}
