using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Bench.Processes;

/// <summary>
/// Retires the artifacts of one pool by what it sees of it: who sees a number knows that the one before it in its place of the window is finished everywhere.
/// For one caller at a time.
/// </summary>
internal sealed class OwnRetirement(Retirement retirement, Payloads payloads)
{
    private readonly (long Number, ArtifactId Id)?[] _last = new (long, ArtifactId)?[payloads.Places];

    // What a pool holds may be told again: of twice as many as it keeps it is remembered that they were retired.
    private readonly int _rememberMax = 2 * Retirement.HeldMax(Retirement.KeptOf([payloads]));
    private readonly HashSet<long> _retired = [];
    private readonly Queue<long> _inOrder = new();

    public async ValueTask SeenAsync(long number, ArtifactId id)
    {
        var place = payloads.PlaceOf(number);
        var older = (number, id);
        if (_last[place] is not { } last || last.Number < number)
        {
            (var before, _last[place]) = (_last[place], older);
            if (before is null)
            {
                return;
            }

            older = before.Value;
        }
        else if (last.Number == number)
        {
            return;
        }

        if (_retired.Add(older.number))
        {
            _inOrder.Enqueue(older.number);
            if (_inOrder.Count > _rememberMax)
            {
                _retired.Remove(_inOrder.Dequeue());
            }

            await retirement.AddAsync(older.id, CancellationToken.None);
        }
    }
}
