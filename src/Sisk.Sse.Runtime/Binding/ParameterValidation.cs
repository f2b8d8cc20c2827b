// The framework still calls this part of Microsoft.Extensions.Validation experimental. It is what minimal APIs are validated with.
#pragma warning disable ASP0029

using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Binding;

/// <summary>Validates what was bound to a method's parameters, in applications that have called <c>AddValidation()</c>.</summary>
internal static class ParameterValidation
{
    /// <summary>Applies the rules of each value.</summary>
    /// <returns>The errors, by the names of the values.</returns>
    internal static async Task<IReadOnlyDictionary<string, string[]>> FindErrorsAsync(
        HttpContext context, IReadOnlyList<ValidatedParameter> parameters, object?[] values)
    {
        if (OptionsOf(context.RequestServices) is not { } options || IsDisabled(context.GetEndpoint()))
        {
            return ReadOnlyDictionary<string, string[]>.Empty;
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        ValidateContext? validation = null;
        var isBroken = new bool[parameters.Count];
        for (var i = 0; i < parameters.Count; i++)
        {
            if (isBroken.AsSpan(i - parameters[i].Members, parameters[i].Members).Contains(true))
            {
                // As in the framework, a whole is not validated if one of its members breaks a rule.
                continue;
            }

            // A missing value has rules, too: [Required] is one. The rules are given the value itself.
            var value = parameters[i].IsAssembled ? ((Func<object>)values[i]!)() : values[i];
            var instance = value ?? parameters[i];
            var target = new ValidationContext(instance, parameters[i].InWords, context.RequestServices, items: null);
            validation ??= new ValidateContext { ValidationOptions = options, ValidationContext = target };
            validation.ValidationContext = target;
            if (parameters[i].IsAssembled)
            {
                Add(FindErrors(parameters[i], instance, target), errors);
                continue;
            }

            validation.ValidationErrors = null;
            await parameters[i].ValidateAsync(value, validation, context.RequestAborted).ConfigureAwait(false);
            if (validation.ValidationErrors is { Count: > 0 } found)
            {
                isBroken[i] = true;
                Add(found, errors);
            }
        }

        return errors;
    }

    /// <summary>Adds errors to others. Two values can have errors of one name.</summary>
    private static void Add(Dictionary<string, string[]> found, Dictionary<string, string[]> errors)
    {
        foreach (var (name, messages) in found)
        {
            errors[name] = errors.TryGetValue(name, out var others) ? [.. others, .. messages] : messages;
        }
    }

    /// <summary>Applies the rules of a whole: those of its type first, and its own method if none is broken.</summary>
    private static Dictionary<string, string[]> FindErrors(ValidatedParameter parameter, object whole, ValidationContext target)
    {
        ValidationResult?[] broken = [.. parameter.Rules.Select(rule => rule.GetValidationResult(whole, target)).Where(IsBroken)];
        if (broken.Length == 0 && whole is IValidatableObject validatable)
        {
            broken = [.. validatable.Validate(target).Where(IsBroken)];
        }

        return broken
            .SelectMany(
                static result => result!.MemberNames.DefaultIfEmpty(""),
                static (result, name) => (Name: name, Error: result!.ErrorMessage!))
            .GroupBy(static error => error.Name, static error => error.Error, StringComparer.Ordinal)
            .ToDictionary(static errors => errors.Key, static errors => errors.ToArray(), StringComparer.Ordinal);

        static bool IsBroken(ValidationResult? result) => result?.ErrorMessage is not null;
    }

    /// <summary>Throws if a type has rules that would be applied to no request.</summary>
    /// <exception cref="InvalidOperationException">No resolver knows the type. The message says how to add it.</exception>
    internal static void Check(IEnumerable<Endpoint> endpoints, IServiceProvider services)
    {
        if (OptionsOf(services) is not { } options)
        {
            return;
        }

        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<StreamDescription>() is { } stream
                && !IsDisabled(endpoint)
                && !ReadsService(stream)
                && stream.Validated.Select(static parameter => parameter.Annotated).FirstOrDefault(IsUnknown) is { } type)
            {
                throw new InvalidOperationException(
                    $"AddValidation() does not know the rules of {type}, which '{endpoint.DisplayName}' reads. "
                    + "Mark the type [ValidatableType], in the project that calls AddValidation(), or the parameter [SkipValidation].");
            }
        }

        bool IsUnknown(Type? type) => type is not null && !options.TryGetValidatableTypeInfo(type, out _);

        // The parameter that could be the body is a service in this application.
        bool ReadsService(StreamDescription stream) => stream.Parameters.Any(parameter =>
            parameter.UnlessService && services.GetService<IServiceProviderIsService>()?.IsService(parameter.Type) is true);
    }

    /// <summary>Returns the options of an application that validates; null for any other.</summary>
    private static ValidationOptions? OptionsOf(IServiceProvider services) =>
        services.GetService<IOptions<ValidationOptions>>()?.Value is { Resolvers.Count: > 0 } options ? options : null;

    private static bool IsDisabled(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IDisableValidationMetadata>() is not null;
}
