namespace Sisk.Sse.Inspection;

/// <summary>The names of the values in a template of identifiers.</summary>
internal static class KeyNames
{
    /// <summary>Gets the names, in order: <c>room</c> and <c>user</c> of <c>chat/{room}/{user}</c>.</summary>
    internal static IEnumerable<string> Of(string template)
    {
        for (var start = template.IndexOf('{'); start >= 0;)
        {
            var end = template.IndexOf('}', start);
            yield return template[(start + 1)..end];
            start = template.IndexOf('{', end);
        }
    }
}
