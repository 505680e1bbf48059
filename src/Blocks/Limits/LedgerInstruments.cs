using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Limits;

/// <summary>What an operator sees of a ledger: the bytes of each account, never of a peer.</summary>
internal sealed class LedgerInstruments
{
    public LedgerInstruments(Meter meter, ByteLedger ledger) =>
        meter.CreateObservableGauge(
            "tidings.ledger.bytes",
            () => ledger.Accounts.Select(account => new Measurement<long>(account.Bytes, new KeyValuePair<string, object?>("account", account.Name))),
            "By",
            "Bytes charged to each account of the node's ledger.");
}
