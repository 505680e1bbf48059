using System.Reflection;
using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Trace;

/// <summary>Functions named <c>Of</c> by the type of item that they take: some in plain classes, the others in a class that is generic in the artifact. Immutable.</summary>
internal sealed class ItemFunctions(IReadOnlyList<Type> plain, Type generic)
{
    /// <summary>The overload that takes exactly this; null when there is none.</summary>
    public MethodInfo? Find(Type item)
    {
        IReadOnlyList<Type> homes = item is { IsGenericType: true, GenericTypeArguments: [var artifact] } && IsArtifact(artifact)
            ? [generic.MakeGenericType(artifact)]
            : plain;
        return homes.Select(home => home.GetMethod("Of", [item])).FirstOrDefault(method => method?.GetParameters()[0].ParameterType == item);
    }

    /// <inheritdoc cref="Find(Type)" />
    public Func<T, TResult>? Find<T, TResult>() => Find(typeof(T))?.CreateDelegate<Func<T, TResult>>();

    private static bool IsArtifact(Type type) =>
        type.GetInterfaces().Any(static contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IArtifact<>));
}
