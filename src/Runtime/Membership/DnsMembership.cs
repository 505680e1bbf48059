using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Membership;

/// <summary>
/// A configured list of keys whose host names are resolved now and then. Name service only says where to look: who answers there must
/// still prove the configured key, so a false answer can delay a session but never let anybody in. A name that does not resolve keeps
/// the addresses it had.
/// </summary>
internal sealed partial class DnsMembership : IMembershipSource
{
    private readonly MembershipList _configured;
    private readonly DnsMembershipOptions _options;
    private readonly INameResolver _resolver;
    private readonly TimeProvider _time;
    private readonly ILogger<DnsMembership> _logger;
    private readonly Dictionary<string, ImmutableArray<string>> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    public DnsMembership(
        MembershipList configured, DnsMembershipOptions options, INameResolver resolver, TimeProvider time, ILogger<DnsMembership> logger)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _configured = configured;
        _options = options;
        _resolver = resolver;
        _time = time;
        _logger = logger;
    }

    public async IAsyncEnumerable<MembershipList> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Names are good enough to start with, the transport can resolve them too: a dead name server must not hold up the node.
        var last = _configured;
        yield return last;
        while (true)
        {
            await RefreshAsync(cancellationToken);
            var list = new MembershipList(_configured.Version, _configured.Members.Select(Resolved));
            if (!SameAddresses(last, list))
            {
                last = list;
                yield return list;
            }

            await Task.Delay(_options.RefreshInterval, _time, cancellationToken);
        }
    }

    private static bool SameAddresses(MembershipList left, MembershipList right) =>
        left.Members.Zip(right.Members).All(static pair => pair.First.Addresses.SequenceEqual(pair.Second.Addresses));

    private Member Resolved(Member member) => member with
    {
        Addresses =
        [
            .. member.Addresses
                .SelectMany(address => _known.TryGetValue(address.Host, out var hosts) ? hosts.Select(host => new NodeAddress(host, address.Port)) : [address])
                .Distinct()
                .Take(MembershipFileContent.AddressesMax),
        ],
    };

    private async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var names = _configured.Members.SelectMany(static m => m.Addresses).Select(static a => a.Host)
            .Where(static host => !IPAddress.TryParse(host, out _)).Distinct();
        foreach (var name in names)
        {
            await ResolveAsync(name, cancellationToken);
        }
    }

    private async ValueTask ResolveAsync(string name, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ResolveTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        string mistake;
        try
        {
            var found = await _resolver.ResolveAsync(name, either.Token);
            if (found.Length > 0)
            {
                // Servers rotate their answers: sorted, the same set is the same list.
                _known[name] = [.. found.Select(static ip => ip.ToString()).Distinct().Order(StringComparer.Ordinal)];
                Report(name, null);
                return;
            }

            mistake = "it has no address";
        }
        catch (SocketException e)
        {
            mistake = e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            mistake = "no answer in time";
        }

        Report(name, mistake);
    }

    private void Report(string name, string? mistake)
    {
        if (mistake is not null && _failing.Add(name))
        {
            LogNotResolved(name, mistake);
        }
        else if (mistake is null && _failing.Remove(name))
        {
            LogResolvedAgain(name);
        }
    }
}
