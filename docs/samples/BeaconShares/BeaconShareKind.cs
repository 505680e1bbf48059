using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.DependencyInjection;

namespace Tidings.Samples.BeaconShares;

/// <summary>The kind, as a node adds it.</summary>
public static class BeaconShareKind
{
    /// <summary>Its name in configuration and on the wire.</summary>
    public const string Name = "beacon-share";

    /// <summary>Adds the beacon shares of a committee to a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="committee">Whose shares count.</param>
    public static ITidingsBuilder AddBeaconShares(this ITidingsBuilder node, Committee committee)
    {
        node.Services.AddSingleton(committee);
        node.Services.AddHostedService<BeaconPurge>();
        return node.AddArtifact<BeaconShare>(Name, kind => kind
            .WithCodec<BeaconShareCodec>()
            .WithLimits(limits =>
            {
                limits.MaxBytes = BeaconShareCodec.Length;
                limits.Slots = 1024;
            })
            .ValidatedBy<BeaconShareValidator>()
            .PrioritizedBy<BeaconSharePriority>()
            .StoredIn<BeaconPool>());
    }
}
