using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Move;

/// <summary>Generated histories: whatever comes in whatever order, the pool keeps its promises after every step.</summary>
public sealed class MoveHistoryTests
{
    private const int Steps = 400;

    [Test]
    public void The_pool_keeps_its_promises_in_every_history([Range(1, 60)] int seed)
    {
        var history = new History(seed);
        for (var step = 0; step < Steps; step++)
        {
            history.Step();
            history.Check($"seed {seed}, step {step}");
        }

        history.End($"seed {seed}");
    }

    private sealed class History(int seed)
    {
        private const int Slots = 6;
        private const long PoolBytes = 1500;

        private readonly Random _random = new(seed);
        private readonly MoveWorld _world = new(Slots, PoolBytes, new PoolOptions { RefusedMax = 5, RefusedFor = TimeSpan.FromSeconds(20) });
        private readonly List<ArtifactId> _advertised = [];
        private readonly List<Advert> _promised = [];
        private readonly List<Candidate<Note>> _inFlight = [];
        private readonly HashSet<Candidate<Note>> _taken = new(ReferenceEqualityComparer.Instance);

        public void Step()
        {
            _world.Now += TimeSpan.FromSeconds(_random.Next(3));
            var effects = _random.Next(10) switch
            {
                0 or 1 => Start(),
                2 or 3 => Arrive(),
                4 or 5 => Judge(),
                6 => Publish(),
                7 => _world.Do(new RemoveIds<Note>([MoveWorld.Id(Number()), MoveWorld.Id(Number())], new())),
                8 when _random.Next(3) == 0 => _world.Do(new PurgeBelow<Note>(_random.Next(3), new())),
                8 => _world.Do(new ReclaimDeferred<Note>(_random.Next(400))),
                _ => _random.Next(2) == 0 ? _world.Do(new MoveWake<Note>()) : _world.Do(new ReleaseId<Note>(MoveWorld.Id(Number()))),
            };
            foreach (var slot in effects?.Slots ?? [])
            {
                if (slot.IsHeld)
                {
                    // What is published here as well is said again, without its bytes.
                    Assert.That(_advertised, slot.Content is null ? Has.One.EqualTo(slot.Advert.Id) : Has.None.EqualTo(slot.Advert.Id), "gained twice");
                    _advertised.AddRange(slot.Content is null ? [] : [slot.Advert.Id]);
                }
                else
                {
                    Assert.That(_advertised.Remove(slot.Advert.Id), "lost without having been gained");
                }
            }
        }

        public void Check(string where)
        {
            var pool = _world.Pool;
            Assert.That(pool.Ids(), Is.EqualTo(_advertised), $"{where}: what is advertised is what is validated, in order");
            Assert.That(pool.Count + pool.UnvalidatedCount + _promised.Count, Is.LessThanOrEqualTo(Slots), where);
            Assert.That(_world.Ledger.Pool(MoveWorld.Kind).LimitBytes, Is.EqualTo(PoolBytes));
            Assert.That(pool.Ids().Sum(id => Held(id)), Is.LessThanOrEqualTo(PoolBytes), where);
            Assert.That(pool.Ids().Select(_world.Status.StatusOf), Has.All.EqualTo(ArtifactStatus.Validated), where);
        }

        public void End(string where)
        {
            foreach (var candidate in _inFlight)
            {
                Redeem(candidate);
                _world.Judge(candidate, Verdict.Ignore);
            }

            _promised.ForEach(_world.Status.ReleasePlace);
            _world.Do(new PurgeBelow<Note>(long.MaxValue, new()));
            Assert.That(_world.Contents.Count(content => !content.IsFreed), Is.Zero, $"{where}: every content freed");
            Assert.That(_world.Ledger.Snapshot().Accounts.Sum(account => account.Bytes), Is.Zero, $"{where}: every byte given back");
            var places = Enumerable.Range(100, Slots + 1).Select(number => _world.Status.TryReservePlace(MoveWorld.Advert(number, size: 1)));
            Assert.That(places.Count(hadRoom => hadRoom), Is.EqualTo(Slots), $"{where}: every place free again");
        }

        private long Held(ArtifactId id)
        {
            using var lease = _world.Pool.Open(id);
            return lease!.Content.Size;
        }

        /// <summary>A download ends: mostly with a place, sometimes without, as a rewired graph would.</summary>
        private MoveEffects? Start()
        {
            var number = Number();
            var candidate = _world.Candidate(number, number % 4, Size(number), (FetchPriority)_random.Next(2, 5), MoveWorld.Peer(1));
            if (_world.Status.TryReservePlace(candidate.Advert))
            {
                _promised.Add(candidate.Advert);
            }

            _inFlight.Add(candidate);
            return null;
        }

        private MoveEffects Publish()
        {
            var number = Number();
            return _world.Publish(number, number % 4, Size(number)).Effects;
        }

        private MoveEffects? Arrive()
        {
            if (_inFlight.Count == 0)
            {
                return null;
            }

            var candidate = _inFlight[_random.Next(_inFlight.Count)];
            Redeem(candidate);
            return _world.Do(new Arrived<Note>(candidate));
        }

        private MoveEffects? Judge()
        {
            if (_inFlight.Count == 0)
            {
                return null;
            }

            var candidate = _inFlight[_random.Next(_inFlight.Count)];
            Redeem(candidate);
            Verdict verdict = _random.Next(6) switch
            {
                0 => Verdict.Reject("no"),
                1 => Verdict.Ignore,
                2 => Verdict.DeferUntilRank(9),
                3 => Verdict.Fault(new InvalidOperationException()),
                4 => new Verdict.GivenUp(),
                _ => Verdict.Accept,
            };
            return _world.Judge(candidate, verdict);
        }

        /// <summary>The first of arrival and verdict takes a place promised for this id and size.</summary>
        private void Redeem(Candidate<Note> candidate)
        {
            if (!_taken.Add(candidate))
            {
                return;
            }

            var redeemed = 0;
            _promised.RemoveAll(promised => promised.Id == candidate.Id && promised.Size == candidate.Advert.Size && redeemed++ == 0);
        }

        private int Number() => _random.Next(1, 12);

        /// <summary>The id proves the size.</summary>
        private static int Size(int number) => 40 * number;
    }
}
