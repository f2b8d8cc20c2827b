using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Rules;

/// <summary>The rules that parser and analyzers share, asked of symbols.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("EventStream<int>", ReturnForm.Push, false)]
    [InlineData("Task<EventStream<int>>", ReturnForm.Push, true)]
    [InlineData("ValueTask<EventStream<int>>", ReturnForm.Push, true)]
    [InlineData("IAsyncEnumerable<int>", ReturnForm.Pull, false)]
    [InlineData("IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>>", ReturnForm.PullItems, false)]
    [InlineData("Task<IAsyncEnumerable<int>>", ReturnForm.Pull, true)]
    [InlineData("EventSequence<int>", ReturnForm.Pull, false)]
    [InlineData("ValueTask<EventSequence<System.Net.ServerSentEvents.SseItem<int>>>", ReturnForm.PullItems, true)]
    [InlineData("HttpResponse", ReturnForm.Imperative, false)]
    [InlineData("Task<HttpResponse>", ReturnForm.Imperative, true)]
    public void These_return_types_are_event_streams(string type, object form, bool isAwaited)
    {
        var shape = ReturnRules.Classify(Method($"public {type} M() => throw new Exception();").ReturnType);

        Assert.Equal(form, shape?.Form);
        Assert.Equal(isAwaited, shape?.IsAwaited);
    }

    [Theory]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("string")]
    [InlineData("IEnumerable<int>")]
    [InlineData("Task<IEnumerable<int>>")]
    [InlineData("Own.EventSequence<int>")]
    [InlineData("ValueTask<HttpResponse>")]
    [InlineData("EventStream<Missing>")]
    [InlineData("Own.EventStream<int>")]
    public void These_return_types_are_no_event_streams(string type) =>
        Assert.Null(ReturnRules.Classify(Method($"public {type} M() => throw new Exception();").ReturnType));

    [Theory]
    [InlineData("int id", BindingSource.Route, BindingProblem.None)]
    [InlineData("object id", BindingSource.Route, BindingProblem.NotParsable)]
    [InlineData("int[] id", BindingSource.Route, BindingProblem.RouteArray)]
    [InlineData("int ID", BindingSource.Route, BindingProblem.None)]
    [InlineData("string text", BindingSource.RouteOrQuery, BindingProblem.None)]
    [InlineData("DayOfWeek? day", BindingSource.RouteOrQuery, BindingProblem.None)]
    [InlineData("Guid[] ids", BindingSource.Query, BindingProblem.None)]
    [InlineData("Version version", BindingSource.RouteOrQuery, BindingProblem.None)]
    [InlineData("Span<int> span", BindingSource.Service, BindingProblem.NotAService)]
    [InlineData("(int, int) pair", BindingSource.Service, BindingProblem.NotAService)]
    [InlineData("HttpRequest request", BindingSource.HttpRequest, BindingProblem.None)]
    [InlineData("CancellationToken ct", BindingSource.CancellationToken, BindingProblem.None)]
    [InlineData("[FromHeader] object header", BindingSource.Header, BindingProblem.NotParsable)]
    [InlineData("[FromBody] object body", BindingSource.Body, BindingProblem.BodyOfGet)]
    [InlineData("[FromForm] string form", BindingSource.Form, BindingProblem.Form)]
    [InlineData("IFormFile file", BindingSource.Form, BindingProblem.Form)]
    [InlineData("[LastEventId] string? last", BindingSource.LastEventId, BindingProblem.None)]
    [InlineData("[LastEventId] string last", BindingSource.LastEventId, BindingProblem.LastEventId)]
    [InlineData("[AsParameters] object parts", BindingSource.Parts, BindingProblem.None)]
    [InlineData("[AsParameters] IDisposable parts", BindingSource.Parts, BindingProblem.NoParts)]
    [InlineData("[FromServices] string service", BindingSource.Service, BindingProblem.None)]
    public void A_parameter_has_a_source_or_a_problem(string parameter, object source, object problem)
    {
        var method = Method($"public void M({parameter}) {{ }}");

        var binding = BindingRules.Bind(method, RouteTemplateParser.Parse("/{id}"), hasBody: false)[0].Binding;

        Assert.Equal((source, problem), (binding.Source, binding.Problem));
    }

    [Theory]
    [InlineData("public void M() { }", MethodProblem.None)]
    [InlineData("public void M(in int id) { }", MethodProblem.None)]
    [InlineData("private void M() { }", MethodProblem.Inaccessible)]
    [InlineData("protected void M() { }", MethodProblem.Inaccessible)]
    [InlineData("protected internal void M() { }", MethodProblem.None)]
    [InlineData("public void M<T>() { }", MethodProblem.Generic)]
    [InlineData("public void M(ref int id) { }", MethodProblem.RefParameter)]
    [InlineData("public void M(out int id) { id = 0; }", MethodProblem.RefParameter)]
    public void A_method_can_be_called_or_has_a_problem(string method, object problem) =>
        Assert.Equal(problem, MethodRules.Check(Method(method)));

    [Theory]
    [InlineData("public class C", ControllerProblem.None)]
    [InlineData("internal static class C", ControllerProblem.None)]
    [InlineData("public record C", ControllerProblem.None)]
    [InlineData("public struct C", ControllerProblem.NotAClass)]
    [InlineData("public interface C", ControllerProblem.NotAClass)]
    [InlineData("public abstract class C", ControllerProblem.Abstract)]
    [InlineData("file class C", ControllerProblem.Inaccessible)]
    [InlineData("public abstract class B { public required int X; } public class C : B", ControllerProblem.RequiredMember)]
    public void A_type_can_declare_endpoints_or_has_a_problem(string declaration, object problem) =>
        Assert.Equal(problem, ControllerRules.Check(Type(declaration + " { }")));

    [Fact]
    public void An_abstract_payload_that_nothing_derives_from_has_no_events()
    {
        var payload = Type("public abstract record C { private record Hidden : C; public record Other; }");
        Assert.Empty(EventRules.FindEvents(payload, payload.ContainingAssembly));
    }

    private static IMethodSymbol Method(string source) =>
        Type("public class C { " + source + " }").GetMembers("M").OfType<IMethodSymbol>().Single();

    private static INamedTypeSymbol Type(string source) =>
        Project.Create(source, "namespace Own { public class EventStream<T>; public class EventSequence<T>; }")
            .GetSymbolsWithName("C", SymbolFilter.Type)
            .Cast<INamedTypeSymbol>()
            .Single();
}
