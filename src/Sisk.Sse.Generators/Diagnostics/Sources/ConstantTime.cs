using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Evaluates constant times: <c>TimeSpan.FromSeconds(5)</c>, <c>TimeSpan.Zero</c>, <c>new TimeSpan(0, 0, 5)</c>.</summary>
internal static class ConstantTime
{
    /// <summary>Returns the time; null if it is known only at run time.</summary>
    public static TimeSpan? Read(IOperation value) => value switch
    {
        IConversionOperation conversion => Read(conversion.Operand),
        IParenthesizedOperation parenthesized => Read(parenthesized.Operand),
        IDefaultValueOperation when IsTime(value.Type) => TimeSpan.Zero,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus => Read(minus.Operand) is { } time ? -time : null,
        IFieldReferenceOperation { Field: { IsStatic: true } field } => ReadField(field),
        IInvocationOperation { TargetMethod: { IsStatic: true } method } call when IsTime(method.ContainingType) =>
            ReadFactory(method.Name, call),
        IObjectCreationOperation creation when IsTime(creation.Type) => ReadNew(creation),
        _ => null,
    };

    private static bool IsTime(ITypeSymbol? type) => type.Is("System", "TimeSpan");

    private static TimeSpan? ReadField(IFieldSymbol field) => field.Name switch
    {
        "Zero" when IsTime(field.ContainingType) => TimeSpan.Zero,
        "MinValue" when IsTime(field.ContainingType) => TimeSpan.MinValue,
        "MaxValue" when IsTime(field.ContainingType) => TimeSpan.MaxValue,
        "InfiniteTimeSpan" when field.ContainingType.Is("System.Threading", "Timeout") => System.Threading.Timeout.InfiniteTimeSpan,
        _ => null,
    };

    private static TimeSpan? ReadFactory(string name, IInvocationOperation call) =>
        Numbers(call.Arguments) is { Length: > 0 } numbers ? ReadFactory(name, numbers[0], numbers.Skip(1).Any(n => n != 0)) : null;

    private static TimeSpan? ReadFactory(string name, double number, bool hasMore) => name switch
    {
        _ when hasMore => null,
        "FromDays" => Scale(number, TimeSpan.TicksPerDay),
        "FromHours" => Scale(number, TimeSpan.TicksPerHour),
        "FromMinutes" => Scale(number, TimeSpan.TicksPerMinute),
        "FromSeconds" => Scale(number, TimeSpan.TicksPerSecond),
        "FromMilliseconds" => Scale(number, TimeSpan.TicksPerMillisecond),
        "FromMicroseconds" => Scale(number, TimeSpan.TicksPerMillisecond / 1000),
        "FromTicks" => Scale(number, 1),
        _ => null,
    };

    private static TimeSpan? ReadNew(IObjectCreationOperation creation) => Numbers(creation.Arguments) switch
    {
        [] => TimeSpan.Zero,
        [var ticks] => Scale(ticks, 1),
        [var hours, var minutes, var seconds] => Scale((((hours * 60) + minutes) * 60) + seconds, TimeSpan.TicksPerSecond),
        [var days, var hours, var minutes, var seconds, ..]
            => Scale((((((days * 24) + hours) * 60) + minutes) * 60) + seconds, TimeSpan.TicksPerSecond),
        _ => null,
    };

    /// <summary>A value outside the range of <see cref="TimeSpan"/> throws at run time and is not reported here.</summary>
    private static TimeSpan? Scale(double number, long ticks) =>
        Math.Abs(number * ticks) < long.MaxValue ? TimeSpan.FromTicks((long)(number * ticks)) : null;

    private static double[]? Numbers(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments)
    {
        var numbers = arguments.Select(a => a.Value.ConstantValue is { HasValue: true, Value: IConvertible number and not string }
            ? number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)
            : (double?)null).ToArray();
        return numbers.All(n => n is not null) ? [.. numbers.Select(n => n!.Value)] : null;
    }
}
