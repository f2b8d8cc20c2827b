namespace Sisk.Sse.Generators.Model;

/// <summary>The ways in which a service is requested.</summary>
internal enum ServiceLookup
{
    /// <summary>By its type.</summary>
    Service,

    /// <summary>By its type and a key.</summary>
    KeyedService,

    /// <summary>The service provider itself.</summary>
    Provider,

    /// <summary>No lookup: a value with a default, which is never a service.</summary>
    Constant,
}
