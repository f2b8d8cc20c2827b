using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The names of a handler's own variables: the parameters of the user's method, and the members of such, keep theirs.</summary>
internal sealed class HandlerVariables
{
    private readonly string[] _taken;

    public HandlerVariables(IEnumerable<ParameterModel> parameters)
    {
        _taken = [.. parameters.SelectMany(p => p.Values.Prepend(p)).Select(p => p.Name)];
        Binder = Names.Fresh("binder", _taken);
        Request = Names.Fresh("stream", _taken);
        Context = Request + ".HttpContext";
    }

    /// <summary>Gets the request as the platform has it.</summary>
    public string Context { get; }

    public string Services => Context + ".RequestServices";

    /// <summary>Gets the call that filters hand on.</summary>
    public string Filtered => Names.Fresh("call", _taken);

    /// <summary>Gets the state that filters pass through unchanged.</summary>
    public string State => Names.Fresh("state", _taken);

    public string Binder { get; }

    public string Controller => Names.Fresh("controller", _taken);

    /// <summary>Gets the runtime's side of the request.</summary>
    public string Request { get; }

    /// <summary>Gets the return value of the user's method.</summary>
    public string Result => Names.Fresh("events", _taken);
}
