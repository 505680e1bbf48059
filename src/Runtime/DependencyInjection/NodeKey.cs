using Tidings.Runtime.Security;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>An identity that the composer gave in code, and keeps.</summary>
internal sealed record ChosenIdentity(NodeIdentity Identity);

/// <summary>The node's identity in the container, which disposes what was loaded and not what was given.</summary>
internal sealed class NodeKey(NodeIdentity identity, bool isOurs) : IDisposable
{
    public NodeIdentity Identity => identity;

    public void Dispose()
    {
        if (isOurs)
        {
            identity.Dispose();
        }
    }
}
