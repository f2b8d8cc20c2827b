using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Finds the warnings about symbols that the generated code of a method uses. The compiler reports them in the user's code. Generated code
/// suppresses them, because users cannot.
/// </summary>
internal sealed class UsageWarnings
{
    private readonly SymbolWarnings _found;

    private UsageWarnings(IAssemblySymbol home) => _found = new(home);

    /// <summary>Returns the ids of the warnings, and whether something is obsolete as an error.</summary>
    public static (EquatableArray<string> Ids, bool IsObsolete) Of(AnnotatedMethod method)
    {
        var warnings = new UsageWarnings(method.Symbol.ContainingAssembly);
        warnings.Visit(method);
        return (warnings._found.Ids, warnings._found.IsObsolete);
    }

    private void Visit(AnnotatedMethod method)
    {
        _found.AddWithContainers(method.Symbol);
        VisitAttributes(method.Symbol);
        for (var type = method.Symbol.ContainingType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            VisitAttributes(type);
        }

        foreach (var parameter in method.Parameters)
        {
            _found.AddType(parameter.Type);
            VisitParts(parameter);
            foreach (var value in parameter.Values)
            {
                VisitReading(value);
                VisitKey(value.Target.Attributes);
            }
        }

        if (method.Shape?.Payload is { } payload)
        {
            _found.AddType(payload);
            foreach (var type in method.Events)
            {
                _found.AddType(type);
            }
        }

        VisitConstructor(method.Symbol);
    }

    private void VisitConstructor(IMethodSymbol method)
    {
        if (!method.IsStatic && ConstructorRules.Choose(method.ContainingType) is { } constructor)
        {
            _found.Add(constructor);
            foreach (var parameter in constructor.Parameters)
            {
                _found.AddType(parameter.Type);
                VisitKey(parameter.GetAttributes());
            }
        }
    }

    /// <summary>Visits the types, constructors, properties and values of attributes that become metadata.</summary>
    private void VisitAttributes(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute is { AttributeClass: { } type, AttributeConstructor: { } constructor }
                && !type.ContainingNamespace.IsNamed(KnownNamespaces.Sse))
            {
                _found.AddType(type);
                _found.Add(constructor);
                foreach (var value in attribute.ConstructorArguments)
                {
                    Visit(value);
                }

                foreach (var argument in attribute.NamedArguments)
                {
                    _found.AddMember(type, argument.Key);
                    Visit(argument.Value);
                }
            }
        }
    }

    /// <summary>Visits the key of a service.</summary>
    private void VisitKey(IReadOnlyList<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass.Is(KnownNamespaces.DependencyInjection, "FromKeyedServicesAttribute"))
            {
                foreach (var key in attribute.ConstructorArguments)
                {
                    Visit(key);
                }
            }
        }
    }

    private void Visit(TypedConstant constant)
    {
        switch (constant)
        {
            case { Kind: TypedConstantKind.Array, IsNull: false }:
                foreach (var item in constant.Values)
                {
                    Visit(item);
                }

                break;
            case { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }:
                _found.AddType(type);
                break;
            case { Kind: TypedConstantKind.Enum, Type: { } type }:
                // A member with a warning is written as a number.
                _found.AddType(type);
                break;
            default:
                break;
        }
    }

    /// <summary>Visits the constructor that creates a parameter, and the properties that are set, or read for the identifier.</summary>
    private void VisitParts(BoundParameter parameter)
    {
        if (parameter.Binding.Parts is not { } parts || parameter.Type is not INamedTypeSymbol type)
        {
            return;
        }

        var constructor = parts.ByConstructor
            ? parts.Members[0].Target.Symbol.ContainingSymbol
            : type.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty);
        if (constructor is not null)
        {
            _found.Add(constructor);
        }

        foreach (var member in parts.Members)
        {
            _found.AddType(member.Type);
            _found.AddWithContainers(member.Target.Symbol);
            _found.AddMember(type, member.Target.WireName);
        }
    }

    /// <summary>Visits the methods with which a type binds or parses its values.</summary>
    private void VisitReading(BoundParameter value)
    {
        var length = value.Binding switch
        {
            { Source: BindingSource.BindAsync } => 1,
            { Parser.Kind: ValueParserKind.TryParse } => 2,
            { Parser.Kind: ValueParserKind.CultureTryParse } => 3,
            _ => 0,
        };
        var type = (value.Type as IArrayTypeSymbol)?.ElementType ?? value.Type;
        if (length > 0 && type.UnwrapNullable() is INamedTypeSymbol reader)
        {
            var name = length == 1 ? "BindAsync" : "TryParse";
            foreach (var method in reader.SelfAndBases().SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>().Where(
                m => m.Parameters.Length == length))
            {
                _found.Add(method);
            }
        }
    }
}
