using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tidings.Runtime.Hosting;

/// <summary>The node's health for the host's health endpoint.</summary>
internal sealed class TidingsHealthCheck(INode node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = node.Health;
        var description = health.Reasons.Count == 0 ? $"{node.Peers.Count(static peer => peer.State == Peers.PeerState.Connected)} peers connected." : string.Join(' ', health.Reasons);
        return Task.FromResult(health.Status switch
        {
            NodeHealthStatus.Healthy => HealthCheckResult.Healthy(description),
            NodeHealthStatus.Degraded => HealthCheckResult.Degraded(description),
            _ => HealthCheckResult.Unhealthy(description),
        });
    }
}
