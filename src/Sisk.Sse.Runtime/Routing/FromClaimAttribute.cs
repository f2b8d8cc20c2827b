namespace Sisk.Sse;

/// <summary>
/// Binds a parameter to a claim of the signed-in user, such as <c>[FromClaim(ClaimTypes.NameIdentifier)] string userId</c>. A request
/// without the claim is answered with 401, unless the parameter is nullable or has a default value. The parameter can be a key of the
/// stream's <see cref="EventStreamRouteAttribute.Identifier"/>: a broadcast to this key then reaches all connections of the user.
/// </summary>
/// <param name="type">The claim's type, such as <see cref="System.Security.Claims.ClaimTypes.NameIdentifier"/>.</param>
/// <exception cref="ArgumentNullException">The type is null.</exception>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class FromClaimAttribute(string type) : Attribute
{
    /// <summary>Gets the claim's type.</summary>
    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}
