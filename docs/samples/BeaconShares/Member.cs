using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;

namespace Tidings.Samples.BeaconShares;

/// <summary>One member with its signing key and its running node.</summary>
internal sealed record Member(byte Index, ECDsa Key, IHost Host)
{
    public INode Node => Of<INode>();

    public BeaconPool Shares => Of<BeaconPool>();

    public IPool<FileArtifact> Files => Of<IPool<FileArtifact>>();

    /// <summary>Signs a height and publishes the share; a liar names another member as the signer.</summary>
    /// <returns>The share's id.</returns>
    public async Task<ArtifactId> PublishShareAsync(long height, CancellationToken cancellationToken, byte? claimedSigner = null)
    {
        var share = Committee.Sign(height, claimedSigner ?? Index, Key);
        return (await Of<IBroadcaster<BeaconShare>>().PublishAsync(share, cancellationToken)).Id;
    }

    public async Task<ArtifactId> PublishFileAsync(string name, byte[] body, CancellationToken cancellationToken)
    {
        var file = new FileArtifact(name, new(body));
        return (await Of<IBroadcaster<FileArtifact>>().PublishAsync(file, cancellationToken)).Id;
    }

    /// <summary>Ends when the pool of shares is as asked; looked at whenever the pool changes.</summary>
    public async Task WaitForSharesAsync(Func<BeaconPool, bool> isReady, CancellationToken cancellationToken)
    {
        await foreach (var _ in Of<IPool<BeaconShare>>().Changes(cancellationToken))
        {
            if (isReady(Shares))
            {
                return;
            }
        }
    }

    /// <summary>Points that a peer has here for its offences.</summary>
    public double ScoreOf(NodeId peer) => Node.Peers.Single(known => known.Id == peer).Score;

    private TService Of<TService>()
        where TService : notnull => Host.Services.GetRequiredService<TService>();
}
