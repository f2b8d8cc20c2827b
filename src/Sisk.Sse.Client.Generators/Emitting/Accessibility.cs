using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>
/// The accessibility of generated members and records. C# requires methods with an internal payload type as parameter or result to be
/// internal, too.
/// </summary>
internal sealed class Accessibility
{
    private readonly bool _isPublic;
    private readonly HashSet<string> _internalTypes;

    public Accessibility(ClientModel model, CSharpNames names)
    {
        _isPublic = model.IsPublic;
        _internalTypes = new(model.Known.Where(type => !type.IsPublic).Select(type => type.Id), StringComparer.Ordinal);
        var known = new HashSet<string>(model.Known.Select(type => type.Id), StringComparer.Ordinal);
        bool Marks(ContractType type) => !known.Contains(type.Id) && NamesInternal(type, names) && _internalTypes.Add(type.Id);
        while (model.Contract.Types.Count(Marks) > 0)
        {
            // A record with a member of an internal type is internal, too.
        }
    }

    /// <summary>Returns the keyword for a generated record or enumeration.</summary>
    public string Of(ContractType type) => Keyword(_isPublic && !_internalTypes.Contains(type.Id));

    /// <summary>Returns the keyword for the method of a stream.</summary>
    public string Of(ContractStream stream) => Keyword(
        !(stream.Payload is { } payload && IsInternal(payload)) && !stream.Parameters.Any(parameter => IsInternal(parameter.Shape)));

    private static string Keyword(bool isPublic) => isPublic ? "public" : "internal";

    private bool NamesInternal(ContractType type, CSharpNames names) =>
        (type.Base is { } parent && _internalTypes.Contains(parent))
        || (names.OuterOf(type.Id) is { } outer && _internalTypes.Contains(outer))
        || type.Properties.Any(property => IsInternal(property.Shape));

    private bool IsInternal(Shape shape) => shape.Kind switch
    {
        ShapeKind.Array or ShapeKind.Map => IsInternal(shape.Item),
        ShapeKind.Reference => _internalTypes.Contains(shape.Name),
        _ => false,
    };
}
