using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>Properties that override, hide or ignore others, in hierarchies that are made at random.</summary>
public sealed class MemberConflictTests
{
    private const int Count = 120;

    private static readonly string[] _attributes =
        ["", "", "", "[JsonIgnore] ", "[JsonPropertyName(\"a\")] ", "[JsonPropertyName(\"B\")] ", "[JsonPropertyName(\"other\")] ", "[JsonIgnore, JsonPropertyName(\"b\")] ", "[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] "];

    private static readonly string[] _kinds =
        ["{ get; set; }", "{ get; set; }", "{ get; }", "{ set { } }", "{ private get; set; }", "{ get; private set; }"];

    [Fact]
    public void Members_are_those_that_System_Text_Json_finds()
    {
        var random = new Random(22);
        var hierarchies = Enumerable.Range(0, Count).Select(i => Hierarchy(random, i)).ToArray();
        var project = Project.Create("#pragma warning disable\nusing System.Text.Json.Serialization;\n" + string.Concat(hierarchies));
        var settings = new JsonSettings("CamelCase", HasTextEnums: false);
        var assembly = Assembly.Load(CompiledLibrary.Emit(project));

        Assert.All(Enumerable.Range(0, Count), i =>
        {
            var symbol = project.GetTypeByMetadataName($"C{i}")!;
            var found = ObjectProblems.Find(symbol, settings) is null
                ? string.Join(
                    ' ', ObjectMembers.FromSymbols(symbol, settings).Symbols.Select(settings.NameOf).Order(StringComparer.Ordinal))
                : "clash";

            Assert.Equal(hierarchies[i] + Expected(assembly.GetType($"C{i}")!), hierarchies[i] + found);
        });
    }

    private static string Expected(Type type)
    {
        try
        {
            return string.Join(' ', JsonSerializerOptions.Web.GetTypeInfo(type).Properties
                .Where(property => property.Get is not null && property.IsExtensionData is false)
                .Select(property => property.Name).Order(StringComparer.Ordinal));
        }
        catch (InvalidOperationException)
        {
            return "clash";
        }
    }

    private static string Hierarchy(Random random, int number)
    {
        var text = new StringBuilder();
        foreach (var (name, parent) in new[] { ("A", ""), ("B", "A"), ("C", "B") })
        {
            text.Append(
                CultureInfo.InvariantCulture, $"public class {name}{number}{(parent.Length == 0 ? "" : $" : {parent}{number}")} {{\n");
            foreach (var property in "ABD".Where(_ => random.Next(3) > 0))
            {
                // One that may be overridden has one form, so that each override is possible.
                var isVirtual = property != 'D' && random.Next(2) == 0;
                var modifier = property == 'A' ? parent.Length == 0 || !text.ToString().Contains(" A {", StringComparison.Ordinal) ? "virtual " : random.Next(3) > 0 ? "override " : "new virtual "
                    : isVirtual ? "new virtual " : "new ";
                var type = property == 'A' || random.Next(3) > 0 ? "string?" : "int?";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{Pick(_attributes)}public {modifier}{type} {property} {(property == 'A' ? "{ get; set; }" : Pick(_kinds))}\n");
            }

            text.Append("}\n");
        }

        return text.ToString();

        string Pick(string[] values) => values[random.Next(values.Length)];
    }
}
