namespace Sisk.Sse.Generators.Model;

internal enum ServiceLookup
{
    /// <summary>By its type.</summary>
    Service,

    /// <summary>By its type and a key.</summary>
    KeyedService,

    /// <summary>The service provider itself.</summary>
    Provider,

    /// <summary>Not at all: a value with a default, which no container holds.</summary>
    Constant,
}
