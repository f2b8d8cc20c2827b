using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The names of a handler's variables, which differ from those of the user's parameters and their members.</summary>
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

    /// <summary>Gets the <c>HttpContext</c>.</summary>
    public string Context { get; }

    public string Services => Context + ".RequestServices";

    /// <summary>Gets the call that filters pass on.</summary>
    public string Filtered => Names.Fresh("call", _taken);

    /// <summary>Gets the state that filters pass through unchanged.</summary>
    public string State => Names.Fresh("state", _taken);

    public string Binder { get; }

    public string Controller => Names.Fresh("controller", _taken);

    /// <summary>Gets the <c>StreamRequest</c>.</summary>
    public string Request { get; }

    /// <summary>Gets the return value of the user's method.</summary>
    public string Result => Names.Fresh("events", _taken);
}
