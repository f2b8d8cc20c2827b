using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The usings, namespaces and types of a file, without the members of types. They can change the meaning of names in other files.
/// </summary>
internal sealed class FileOutline
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<string>.Builder _types = ImmutableArray.CreateBuilder<string>();

    private FileOutline(CompilationUnitSyntax root)
    {
        AddRange(root.Externs);
        AddRange(root.Usings);
        AddRange(root.AttributeLists);
        AddMembers(root.Members);
        (Text, Types) = (_text.ToString(), _types.ToImmutable());
    }

    public string Text { get; }

    /// <summary>Gets the names of the types, including nested ones.</summary>
    public ImmutableArray<string> Types { get; }

    public static FileOutline Of(CompilationUnitSyntax root) => new(root);

    private void AddRange(IEnumerable<SyntaxNode> nodes)
    {
        foreach (var node in nodes)
        {
            _text.Append(node).Append('\n');
        }
    }

    private void AddMembers(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax declaration:
                    _text.Append("namespace ").Append(declaration.Name).Append('{');
                    AddRange(declaration.Externs);
                    AddRange(declaration.Usings);
                    AddMembers(declaration.Members);
                    _text.Append('}');
                    break;
                case BaseTypeDeclarationSyntax type:
                    AddHeader(type, type.OpenBraceToken);
                    AddMembers((type as TypeDeclarationSyntax)?.Members ?? default);
                    _text.Append('}');
                    _types.Add(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax declaration:
                    _text.Append(declaration).Append('\n');
                    _types.Add(declaration.Identifier.ValueText);
                    break;
                case GlobalStatementSyntax:
                    _text.Append("Main;");
                    break;
                default:
                    break;
            }
        }
    }

    private void AddHeader(SyntaxNode type, SyntaxToken brace)
    {
        var end = brace.IsKind(SyntaxKind.None) ? type.Span.End : brace.SpanStart;
        _text.Append(type.SyntaxTree.GetText().ToString(TextSpan.FromBounds(type.SpanStart, end))).Append('{');
    }
}
