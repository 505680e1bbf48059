using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.Configuration;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Security;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>Checks identity, address, peers and membership before anything starts, together with the stages' options.</summary>
/// <param name="services">What the composer has registered: which verbs were said decides what must be configured.</param>
internal sealed class RuntimeConfigurationCheck(IServiceCollection services) : IConfigurationCheck
{
    public IReadOnlyList<string> Sections => RuntimeOptionsReader.Keys;

    public void Check(IConfiguration section, ICollection<string> mistakes)
    {
        var prefix = section is IConfigurationSection { Path.Length: > 0 } named ? $"{named.Path}:" : string.Empty;
        var options = RuntimeOptionsReader.Read(section, mistakes);
        foreach (var mistake in RuntimeOptionsCheck.Mistakes(options).Concat(IdentityMistakes(options.Identity)).Concat(MembershipMistakes(options)))
        {
            mistakes.Add(prefix + mistake);
        }
    }

    private IEnumerable<string> IdentityMistakes(IdentityOptions options)
    {
        if (services.Any(static service => service.ServiceType == typeof(ChosenIdentity)))
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.CertificatePath))
        {
            yield return "Identity:CertificatePath is empty; it must name the file with the node's key, which 'tidings identity new' makes.";
        }
        else if (LoadMistake(options) is { } mistake)
        {
            yield return $"Identity:CertificatePath: {mistake}";
        }
    }

    private static string? LoadMistake(IdentityOptions options)
    {
        try
        {
            using var identity = NodeIdentity.Load(options.CertificatePath!, options.Password);
            return null;
        }
        catch (IdentityException e)
        {
            return e.Message;
        }
    }

    private IEnumerable<string> MembershipMistakes(RuntimeOptions options)
    {
        if (!services.Any(static service => service.ServiceType == typeof(IMembershipSource)))
        {
            return ["Peers: nobody says who belongs to the subnet; UseConfiguredPeers, UseMembershipFile or UseDns does."];
        }

        return services.Any(static service => service.ServiceType == typeof(MembershipFileChosen))
            ? RuntimeOptionsCheck.Prefixed(nameof(options.MembershipFile), options.MembershipFile.Mistakes())
            : [];
    }
}

/// <summary>The membership comes from the watched file, so that its options count.</summary>
internal sealed record MembershipFileChosen;
