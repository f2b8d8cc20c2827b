using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads types as System.Text.Json writes them, and collects those that the contract describes.</summary>
internal sealed class TypeParser(JsonSettings settings, Compilation compilation)
{
    /// <summary>
    /// Both limits end the walk of a generic type that contains itself with ever larger arguments. The number of other types is not
    /// limited.
    /// </summary>
    private const int MaxGenericTypes = 2000;
    private const int MaxDepth = 8;

    private readonly List<ContractType> _found = [];
    private readonly Dictionary<string, INamedTypeSymbol> _bases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly List<(string Id, INamedTypeSymbol Type)> _waiting = [];
    private int _genericTypes;

    /// <summary>The shapes of types. Streams and bases refer to the same events, and nearly all types refer to primitive ones.</summary>
    private readonly Dictionary<ITypeSymbol, Shape> _shapes = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>Returns the types that were referred to, sorted by id.</summary>
    public IEnumerable<ContractType> ReadAll(CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0)
        {
            var wave = _waiting.ToArray();
            _waiting.Clear();
            var members = Concurrently.Select(wave, compilation, waiting => ObjectMembers.Find(waiting.Type, settings), cancellationToken);
            for (var i = 0; i < wave.Length; i++)
            {
                Read(wave[i].Id, wave[i].Type, members[i]);
            }
        }

        return _found.OrderBy(type => type.Id, StringComparer.Ordinal).Select(type => _bases.TryGetValue(type.Id, out var root)
            ? type with { Base = TypeIds.Of(root.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) }
            : type);
    }

    private void Read(string id, INamedTypeSymbol type, ObjectMembers members)
    {
        _found.Add(type.TypeKind == TypeKind.Enum ? EnumParser.Parse(type, id, settings) : ObjectParser.Parse(type, id, members, this));
        foreach (var (derived, _) in JsonAttributes.DerivedTypes(type))
        {
            if (EventRules.Derives(derived, type))
            {
                SetBase(Write(derived), derived, type);
            }
        }
    }

    public JsonSettings Settings => settings;

    /// <summary>Reads the declared type of a stream's events, and notes those that derive from it.</summary>
    public Shape Declare(ITypeSymbol payload, IReadOnlyList<ITypeSymbol> events)
    {
        var shape = Write(payload);
        if (payload is INamedTypeSymbol root)
        {
            foreach (var type in events.OfType<INamedTypeSymbol>())
            {
                SetBase(Write(type), type, root);
            }
        }

        return shape;
    }

    /// <summary>Reads a type that is written as JSON.</summary>
    public Shape Write(ITypeSymbol type)
    {
        var bare = type.UnwrapNullable().WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (!_shapes.TryGetValue(bare, out var shape))
        {
            _shapes[bare] = shape = FindPrimitive(bare) ?? Collections.Find(bare, this) ?? Refer(bare);
        }

        return MayBeNull(type) ? shape with { IsNullable = true } : shape;
    }

    private Shape? FindPrimitive(ITypeSymbol type) => Primitives.Find(type) is { } shape ? settings.FormOf(shape) : null;

    public static bool MayBeNull(ITypeSymbol type) =>
        type.IsNullableValue() || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    /// <summary>Reads a type that is sent as text, in a route, a query or a header.</summary>
    public Shape Text(ITypeSymbol type, Presence presence)
    {
        if (presence is Presence.Many)
        {
            return Shape.ArrayOf(Text(((IArrayTypeSymbol)type).ElementType, Presence.Required));
        }

        if (presence is Presence.Texts or Presence.OptionalTexts)
        {
            return Shape.ArrayOf(Shape.Text());
        }

        var bare = type.UnwrapNullable();
        return bare.TypeKind == TypeKind.Enum ? Refer(bare) : Primitives.Find(bare) ?? Shape.Text();
    }

    /// <summary>Refers to a type by its id. The JSON of a type with a converter is unknown.</summary>
    private Shape Refer(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum } named
            || (type.TypeKind != TypeKind.Enum && !IsObject(named))
            || IsInUnnamedNamespace(named)
            || !IsWithinLimits(named))
        {
            return Shape.Any;
        }

        if (type.TypeKind == TypeKind.Enum && !settings.HasTextEnums && JsonAttributes.HasForeignConverter(named))
        {
            return Shape.Any;
        }

        var id = TypeIds.Of(named);
        if (_begun.Add(id))
        {
            _waiting.Add((id, named));
        }

        return Shape.Reference(id);
    }

    /// <summary>Determines whether the serializer writes the type's public properties.</summary>
    private static bool IsObject(INamedTypeSymbol type) =>
        EventRules.IsFramework(type) ? FrameworkObjects.Contains(type) : !JsonAttributes.HasConverter(type);

    /// <summary>Determines whether the declaration of the namespace is incomplete. Its types could have the ids of others.</summary>
    private static bool IsInUnnamedNamespace(INamedTypeSymbol type)
    {
        for (var current = type.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (current.Name.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWithinLimits(INamedTypeSymbol type)
    {
        var depth = TypeWalk.Depth(type);
        return depth == 0 || (depth <= MaxDepth && _genericTypes++ < MaxGenericTypes);
    }

    /// <summary>Sets the base of a type. The most derived of several bases counts.</summary>
    private void SetBase(Shape shape, INamedTypeSymbol type, INamedTypeSymbol root)
    {
        if (shape.Kind == ShapeKind.Reference
            && !SymbolEqualityComparer.Default.Equals(type, root)
            && (!_bases.TryGetValue(shape.Name, out var other)
                || (!SymbolEqualityComparer.Default.Equals(root, other) && EventRules.Derives(root, other))))
        {
            _bases[shape.Name] = root;
        }
    }
}
