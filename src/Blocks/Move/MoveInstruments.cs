using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Tidings.Blocks.Move;

/// <summary>What the move stage measures and says to the operator. Owned by one stage.</summary>
internal sealed class MoveInstruments
{
    private readonly string _kind;
    private readonly ILogger _logger;
    private readonly Counter<long> _moved;
    private bool _saidGivenUp;
    private bool _saidNoRoom;

    public MoveInstruments(string kind, Func<(int Validated, int Unvalidated)> counts, StageContext context)
    {
        _kind = kind;
        _logger = context.Logger;
        _moved = context.Meter.CreateCounter<long>("tidings.pool.moved", "{artifact}", "What became of artifacts in the pool.");
        context.Meter.CreateObservableGauge("tidings.pool.artifacts", () => Sections(counts()), "{artifact}", "Artifacts in the sections of the pool.");
    }

    public void Moved(MoveOutcome outcome)
    {
        _moved.Add(1, new("kind", _kind), new("outcome", NameOf(outcome)));
        switch (outcome)
        {
            case MoveOutcome.Validated:
                _saidGivenUp = _saidNoRoom = false;
                break;
            case MoveOutcome.GivenUp when !_saidGivenUp:
                _saidGivenUp = true;
                MoveLog.GivenUp(_logger, _kind);
                break;
            case MoveOutcome.NoRoom when !_saidNoRoom:
                _saidNoRoom = true;
                MoveLog.NoRoom(_logger, _kind);
                break;
        }
    }

    private IEnumerable<Measurement<long>> Sections((int Validated, int Unvalidated) counts) =>
    [
        new(counts.Validated, new("kind", _kind), new("section", "validated")),
        new(counts.Unvalidated, new("kind", _kind), new("section", "unvalidated")),
    ];

    private static string NameOf(MoveOutcome outcome) => outcome switch
    {
        MoveOutcome.Validated => "validated",
        MoveOutcome.Published => "published",
        MoveOutcome.Rejected => "rejected",
        MoveOutcome.Ignored => "ignored",
        MoveOutcome.GivenUp => "given_up",
        MoveOutcome.Removed => "removed",
        _ => "no_room",
    };
}
