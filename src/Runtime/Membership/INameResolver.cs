using System.Net;

namespace Tidings.Runtime.Membership;

/// <summary>Names to addresses (A and AAAA).</summary>
internal interface INameResolver
{
    /// <summary>All addresses of a name, in any order.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
