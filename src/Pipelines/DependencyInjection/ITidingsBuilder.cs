using Microsoft.Extensions.DependencyInjection;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>
/// A node being composed. Its verbs are extension methods: <c>Use…</c> chooses exactly one, a later call replaces the earlier and is reported when the node
/// starts; <c>Add…</c> adds one more. Not thread-safe.
/// </summary>
public interface ITidingsBuilder
{
    /// <summary>The container that the node is registered in.</summary>
    IServiceCollection Services { get; }
}
