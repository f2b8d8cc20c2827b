using System.Text.Json;
using Sisk.Sse.Contracts;
using Sisk.Sse.Publishing;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Values that the contract allows.</summary>
public sealed class PayloadCheckTests
{
    private const string Contract = """
        { "version": 1, "name": "Shop", "streams": [], "types": { "Rights": { "type": "string", "flags": true, "enum": ["Read", "Write"], "members": { "Read": 1, "Write": 2 } } } }
        """;

    [Theory]
    [InlineData("0", true)]
    [InlineData("\"Read, Write\"", true)]
    [InlineData("3", false)]
    public void Flags_that_are_written_by_name_may_be_empty(string json, bool isValid)
    {
        using var value = JsonDocument.Parse(json);

        var mistake = new PayloadCheck(ContractReader.Read(Contract)).Find(value.RootElement, Shape.Reference("Rights"));

        Assert.Equal(isValid, mistake is null);
    }

    [Theory]
    [InlineData("double-named", "\"-Infinity\"", true)]
    [InlineData("double-named", "1.5", true)]
    [InlineData("double-named", "\"1.5\"", false)]
    [InlineData("double", "\"NaN\"", false)]
    public void Numbers_may_be_names_if_the_contract_says_so(string format, string json, bool isValid)
    {
        using var value = JsonDocument.Parse(json);

        var mistake = new PayloadCheck(ContractReader.Read(Contract)).Find(value.RootElement, Shape.Number(format));

        Assert.Equal(isValid, mistake is null);
    }
}
