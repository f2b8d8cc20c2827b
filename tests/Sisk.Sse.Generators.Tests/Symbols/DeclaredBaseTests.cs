using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Symbols;

/// <summary>The base that is read from syntax is that of the symbol.</summary>
public sealed class DeclaredBaseTests
{
    [Theory]
    [InlineData("public abstract record E { public sealed record A(int Id) : E; }", true)]
    [InlineData("public class E { public class A : E { } }", true)]
    [InlineData("public class Outer { public class E { public class A : E { } } } public class E { }", true)]
    [InlineData("public abstract record E(int Id) { public sealed record A(int Id) : E(Id); }", true)]
    [InlineData(
        "public abstract record E { public sealed record A : E, System.IComparable<A> { public int CompareTo(A? other) => 0; } }", false)]
    [InlineData("public class Base { public class E { } } public class E : Base { public class A : E { } }", false)]
    [InlineData("public class E { public class A : global::E { } } ", false)]
    [InlineData("public class E<T> { public class A : E<T> { } }", false)]
    [InlineData("public class E { public partial class A : E { } public partial class A { } }", false)]
    [InlineData("public interface E { public class A : E { } }", false)]
    [InlineData("public class E { public class Group { public class A : E { } } }", false)]
    [InlineData("public class E { public class A { } }", false)]
    public void Base_is_the_compilers(string source, bool isReadFromSyntax)
    {
        var project = Project.Create(source);
        var type = (INamedTypeSymbol)project.GetSymbolsWithName("A", SymbolFilter.Type, TestContext.Current.CancellationToken).Single();

        Assert.DoesNotContain(project.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(type.BaseType, DeclaredBase.Of(type), SymbolEqualityComparer.Default);
        Assert.Equal(isReadFromSyntax, DeclaredBase.IsContainer(type));
    }
}
