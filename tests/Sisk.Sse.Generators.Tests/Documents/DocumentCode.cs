using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Documents;

/// <summary>The C# blocks of a document, as the files that a reader makes of them.</summary>
internal sealed partial class DocumentCode
{
    private readonly List<string> _usings = [];
    private readonly List<string> _types = [];
    private readonly List<string> _methods = [];

    private DocumentCode()
    {
    }

    /// <summary>Gets the declarations alone, for a document that continues with them.</summary>
    public string Types => string.Concat(_types);

    /// <param name="document">The path of the document in the repository.</param>
    /// <param name="given">The variables that a block may use without declaring them, with their types.</param>
    public static DocumentCode Read(string document, params (string Type, string Name)[] given)
    {
        var code = new DocumentCode();
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        foreach (var block in Block().Matches(text).Select(match => match.Groups["code"]))
        {
            var line = text.AsSpan(0, block.Index).Count('\n');
            code.Add($"{new string('\n', line)}{block.Value}", document, given);
        }

        return code;
    }

    /// <param name="continued">The declarations of the document that this one continues.</param>
    public string ToSource(string continued) => $$"""
        {{string.Concat(_usings.Distinct().Except(["using Sisk.Sse;\n"]))}}
        namespace Shop;
        {{continued}}
        {{Types}}
        public static class Blocks
        {
        {{string.Concat(_methods)}}
        }
        """;

    private void Add(string block, string document, (string Type, string Name)[] given)
    {
        var tree = CSharpSyntaxTree.ParseText(block, Project.ParseOptions, document);
        var root = tree.GetCompilationUnitRoot(TestContext.Current.CancellationToken);
        Assert.True(!root.ContainsDiagnostics, string.Join('\n', root.GetDiagnostics()));
        _usings.AddRange(root.Usings.Select(@using => @using.ToString() + "\n"));
        _types.AddRange(root.Members.Where(member => member is not GlobalStatementSyntax).Select(member => InPlace(member, document)));
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count > 0)
        {
            _methods.Add(Method($"Run{_methods.Count}", statements, document, given));
        }
    }

    private static string Method(string name, List<GlobalStatementSyntax> statements, string document, (string Type, string Name)[] given)
    {
        var nodes = statements.SelectMany(statement => statement.DescendantNodes()).ToList();
        var declared = nodes.OfType<VariableDeclaratorSyntax>().Select(variable => variable.Identifier.Text);
        var used = nodes.OfType<IdentifierNameSyntax>().Select(name => name.Identifier.Text).Except(declared);
        var parameters = given.Where(variable => used.Contains(variable.Name)).Select(variable => $"{variable.Type} {variable.Name}");
        var result = statements.Exists(Awaits) ? "async Task" : "void";
        return $$"""
            public static {{result}} {{name}}({{string.Join(", ", parameters)}})
            {
            {{string.Concat(statements.Select(statement => InPlace(statement, document)))}}
            }

            """;
    }

    private static bool Awaits(GlobalStatementSyntax statement) => statement
        .DescendantTokens(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(token => token.IsKind(SyntaxKind.AwaitKeyword));

    /// <summary>Returns the text of a node, whose mistakes are reported at their line of the document.</summary>
    private static string InPlace(SyntaxNode node, string document) =>
        $"#line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1} \"{document}\"\n{node}\n#line default\n";

    [GeneratedRegex("^```(csharp|cs|c#)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
