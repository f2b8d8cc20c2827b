using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The names of a handler's own variables: the parameters of the user's method, and the members of such, keep theirs.</summary>
internal sealed class HandlerVariables(IEnumerable<ParameterModel> parameters)
{
    private readonly string[] _taken = [.. parameters.SelectMany(p => p.Values.Prepend(p)).Select(p => p.Name)];

    /// <summary>The request as the platform has it.</summary>
    public string Context => Request + ".HttpContext";

    public string Services => Context + ".RequestServices";

    /// <summary>The call that filters hand on.</summary>
    public string Filtered => Names.Fresh("call", _taken);

    /// <summary>The state that filters pass through unchanged.</summary>
    public string State => Names.Fresh("state", _taken);

    public string Binder => Names.Fresh("binder", _taken);

    public string Controller => Names.Fresh("controller", _taken);

    /// <summary>The runtime's side of the request.</summary>
    public string Request => Names.Fresh("stream", _taken);

    /// <summary>The return value of the user's method.</summary>
    public string Result => Names.Fresh("events", _taken);
}
