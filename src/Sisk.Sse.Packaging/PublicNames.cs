using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sisk.Sse.Packaging;

/// <summary>The names of the public members of an assembly, as in documentation files, without parameters.</summary>
internal static class PublicNames
{
    /// <summary>Reads the names of an assembly.</summary>
    internal static HashSet<string> Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsVisible(metadata, type))
            {
                Add(metadata, type, names);
            }
        }

        return names;
    }

    private static void Add(MetadataReader metadata, TypeDefinition type, HashSet<string> names)
    {
        var name = FullName(metadata, type);
        names.Add(name);
        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            if (IsVisible(method))
            {
                var arity = method.GetGenericParameters().Count;
                names.Add(Member(metadata, name, method.Name) + (arity == 0 ? "" : "``" + arity));
            }
        }

        foreach (var handle in type.GetFields())
        {
            var field = metadata.GetFieldDefinition(handle);
            if (IsVisible(field))
            {
                names.Add(Member(metadata, name, field.Name));
            }
        }

        foreach (var handle in type.GetProperties())
        {
            var property = metadata.GetPropertyDefinition(handle);
            var accessors = property.GetAccessors();
            if (IsVisible(metadata, accessors.Getter) || IsVisible(metadata, accessors.Setter))
            {
                names.Add(Member(metadata, name, property.Name));
            }
        }

        foreach (var handle in type.GetEvents())
        {
            var @event = metadata.GetEventDefinition(handle);
            if (IsVisible(metadata, @event.GetAccessors().Adder))
            {
                names.Add(Member(metadata, name, @event.Name));
            }
        }
    }

    private static string Member(MetadataReader metadata, string type, StringHandle name) =>
        type + "." + metadata.GetString(name).Replace('.', '#');

    private static string FullName(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        if (type.IsNested)
        {
            return FullName(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())) + "." + name;
        }

        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : space + "." + name;
    }

    private static bool IsVisible(MetadataReader metadata, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsVisible(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static bool IsVisible(MetadataReader metadata, MethodDefinitionHandle method) =>
        !method.IsNil && IsVisible(metadata.GetMethodDefinition(method));

    private static bool IsVisible(MethodDefinition method) => (method.Attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldDefinition field) => (field.Attributes & FieldAttributes.FieldAccessMask)
        is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
}
