namespace Tidings.Simulation.Trace;

/// <summary>Finds the digest of an item by the type that its edge carries: the overload of <c>Of</c> that takes it.</summary>
internal static class ItemDigests
{
    private static readonly Type[] Homes = [typeof(TrunkDigests), typeof(InboundDigests), typeof(OutboundDigests)];

    /// <summary>The digest of an item in the graph.</summary>
    public static Digest Of<T>(T item) => For<T>.Known is { } known ? known(item) : Unknown(item!);

    /// <summary>Whether items of edges of this type have a digest of their content.</summary>
    public static bool Knows(Type item) => Find(item) is not null;

    /// <summary>Of an item that another author's stage brought: what sort it is.</summary>
    public static Digest Unknown(object item) => Digest.Of<object>().And(item.GetType().Name);

    private static System.Reflection.MethodInfo? Find(Type item)
    {
        // The items of whole artifacts are generic in the artifact.
        var homes = item is { IsGenericType: true, GenericTypeArguments: [var artifact] } && IsArtifact(artifact)
            ? [typeof(ArtifactDigests<>).MakeGenericType(artifact)]
            : Homes;
        return homes.Select(home => home.GetMethod("Of", [item])).FirstOrDefault(static method => method is not null);
    }

    private static bool IsArtifact(Type type) => type.GetInterfaces().Any(static contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(Blocks.Artifacts.IArtifact<>));

    private static class For<T>
    {
        public static readonly Func<T, Digest>? Known = Find(typeof(T))?.CreateDelegate<Func<T, Digest>>();
    }
}
