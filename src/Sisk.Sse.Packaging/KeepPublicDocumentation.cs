using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Sisk.Sse.Packaging;

/// <summary>Removes the comments of internal members from a documentation file. The compiler writes all comments.</summary>
public sealed class KeepPublicDocumentation : Task
{
    /// <summary>Gets or sets the assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the documentation file, which is changed in place.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var names = PublicNames.Read(Assembly);
        var document = XDocument.Load(File);
        var hidden = document.Descendants("member").Where(member => !IsPublic((string?)member.Attribute("name") ?? "", names)).ToList();
        if (hidden.Count > 0)
        {
            hidden.ForEach(member => member.Remove());
            document.Save(File);
        }

        return true;
    }

    /// <summary>Determines whether one of the members with a name is public.</summary>
    private static bool IsPublic(string id, HashSet<string> names)
    {
        var name = id.Substring(Math.Min(id.Length, "M:".Length));
        var end = name.IndexOfAny(['(', '~']);
        return names.Contains(end < 0 ? name : name.Substring(0, end));
    }
}
