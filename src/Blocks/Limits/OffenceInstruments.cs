using System.Diagnostics.Metrics;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>Counts offences by sort, never by peer.</summary>
internal sealed class OffenceInstruments(Meter meter)
{
    private readonly Counter<long> _offences = meter.CreateCounter<long>("tidings.offence", "{offence}", "Offences of peers, by sort.");

    public void Reported(Offence offence) => _offences.Add(1, new KeyValuePair<string, object?>("offence", offence.ToString()));
}
