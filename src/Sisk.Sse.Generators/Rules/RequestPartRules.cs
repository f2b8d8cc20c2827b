using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for types that are parts of the request.</summary>
internal static class RequestPartRules
{
    /// <summary>Returns the binding; null for any other type.</summary>
    public static Binding? Find(ITypeSymbol type, bool hasBody)
    {
        var (containingNamespace, source) = type.Name switch
        {
            "HttpContext" => (KnownNamespaces.Http, BindingSource.HttpContext),
            "HttpRequest" => (KnownNamespaces.Http, BindingSource.HttpRequest),
            "HttpResponse" => (KnownNamespaces.Http, BindingSource.HttpResponse),
            "ClaimsPrincipal" => ("System.Security.Claims", BindingSource.User),
            "CancellationToken" => ("System.Threading", BindingSource.CancellationToken),
            "Stream" => ("System.IO", BindingSource.BodyStream),
            "PipeReader" => ("System.IO.Pipelines", BindingSource.BodyReader),
            "IFormCollection" or "IFormFile" or "IFormFileCollection" => (KnownNamespaces.Http, BindingSource.Form),
            _ => ("", default(BindingSource?)),
        };
        if (source is null || !type.Is(containingNamespace, type.Name))
        {
            return null;
        }

        var problem = source switch
        {
            BindingSource.Form => BindingProblem.Form,
            BindingSource.BodyStream or BindingSource.BodyReader when !hasBody => BindingProblem.BodyOfGet,
            _ => BindingProblem.None,
        };
        return new Binding(source.Value, Problem: problem);
    }
}
