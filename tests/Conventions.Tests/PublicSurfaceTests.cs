using System.Reflection;
using System.Runtime.CompilerServices;

namespace Conventions.Tests;

/// <summary>The public surface is reviewed text. After a wanted change, run the explicit test that writes it and review the difference.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string[] Libraries = ["Tidings.Blocks", "Tidings.Pipelines", "Tidings.Runtime", "Tidings.Simulation"];

    [TestCaseSource(nameof(Libraries))]
    public void Public_surface_is_as_reviewed(string library) =>
        Assert.That(Surface(library), Is.EqualTo(File.ReadAllLines(PathOf(library))), $"the surface of {library} differs from {PathOf(library)}");

    [TestCaseSource(nameof(Libraries))]
    [Explicit("writes the reviewed text")]
    public void Write(string library)
    {
        File.WriteAllLines(PathOf(library), Surface(library));
        Assert.That(File.Exists(PathOf(library)));
    }

    private static string PathOf(string library) =>
        Path.Combine(Repository.Root, "tests", "Conventions.Tests", $"PublicSurface.{library.Split('.')[1]}.txt");

    private static List<string> Surface(string library) =>
        [.. Assembly.Load(library).GetExportedTypes().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        yield return $"{name} : {(type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class")}";
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(declared).Where(m => IsVisible(m) && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null))
        {
            yield return $"{name}.{Describe(member)}";
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && (method is ConstructorInfo || !method.IsSpecialName),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly),
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        EventInfo => true,
        _ => false,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"ctor({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}{Generic(method)}({Parameters(method)}) : {Name(method.ReturnType)}",
        PropertyInfo property => $"{property.Name} : {Name(property.PropertyType)}{(property.SetMethod is { IsPublic: true } ? " { get; set; }" : " { get; }")}",
        FieldInfo field when field.DeclaringType!.IsEnum => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{field.Name} : {Name(field.FieldType)}",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter || !type.IsGenericType)
        {
            return type.IsGenericParameter ? type.Name : type.ToString().Replace('+', '.');
        }

        var bare = type.GetGenericTypeDefinition().ToString();
        bare = bare[..bare.IndexOf('[', StringComparison.Ordinal)].Replace('+', '.');
        return $"{bare}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
