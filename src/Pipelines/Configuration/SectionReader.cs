using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Tidings.Pipelines.Configuration;

/// <summary>Reads a section into an options object. Unlike a binder it goes on after a mistake and names every one: unknown keys, bad values, ranges.</summary>
internal static class SectionReader
{
    public static void Read(object options, IConfigurationSection section, ICollection<string> mistakes)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in section.GetChildren())
        {
            var property = properties.FirstOrDefault(property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                mistakes.Add($"{child.Path}: there is no such setting. {section.Key} has {string.Join(", ", properties.Select(known => known.Name))}.");
            }
            else if (property.SetMethod is { IsPublic: true })
            {
                Set(options, property, child, mistakes);
            }
        }

        Validate(options, section.Path, mistakes);
    }

    /// <summary>Checks the ranges that the properties declare.</summary>
    public static void Validate(object options, string path, ICollection<string> mistakes)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var name = result.MemberNames.First();
            var value = options.GetType().GetProperty(name)!.GetValue(options);
            mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{name} is {value}. {result.ErrorMessage}"));
        }
    }

    private static void Set(object options, PropertyInfo property, IConfigurationSection child, ICollection<string> mistakes)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (child.Value is null)
        {
            mistakes.Add($"{child.Path}: one value is expected, not a section.");
            return;
        }

        try
        {
            property.SetValue(options, TypeDescriptor.GetConverter(type).ConvertFromInvariantString(child.Value));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            mistakes.Add($"{child.Path}: \"{child.Value}\" is not a value of the type {type.Name}.");
        }
    }
}
