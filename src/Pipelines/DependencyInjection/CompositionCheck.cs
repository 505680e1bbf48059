using Microsoft.Extensions.Options;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>
/// A node that nothing connects with others would not start and say nothing: a host asks this before it starts anything, and passes on what it throws.
/// </summary>
internal sealed class CompositionCheck(TidingsBuilder builder) : IValidateOptions<TidingsOptions>
{
    /// <exception cref="TidingsConfigurationException">No transport was chosen. What else is wrong is told by the node that a transport brings.</exception>
    public ValidateOptionsResult Validate(string? name, TidingsOptions options) =>
        builder.Services.Any(static service => service.ServiceType == typeof(NodeWorld))
            ? ValidateOptionsResult.Success
            : throw new TidingsConfigurationException(
            [
                "The node has no transport, so that it connects with nobody: UseTcpTransport gives it one, and UseConfiguredPeers, UseMembershipFile or UseDns its members.",
            ]);
}
