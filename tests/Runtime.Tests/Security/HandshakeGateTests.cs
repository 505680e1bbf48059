using Tidings.Runtime.Security;

namespace Tidings.Runtime.Tests.Security;

public class HandshakeGateTests
{
    private static readonly HandshakeOptions Defaults = new();

    [Test]
    public void No_more_sockets_come_in_than_there_are_places()
    {
        var gate = new HandshakeGate(Defaults);
        for (var i = 0; i < Defaults.UnauthenticatedSocketsMax; i++)
        {
            Assert.That(gate.TryEnter($"address {i}", TimeSpan.Zero, out _), Is.Null);
        }

        Assert.That(gate.TryEnter("one more", TimeSpan.Zero, out _), Is.EqualTo(AdmissionRefusal.TooManySockets));
        gate.Leave(1, ready: true, TimeSpan.Zero);
        Assert.That(gate.TryEnter("one more", TimeSpan.Zero, out _), Is.Null);
    }

    [Test]
    public void Handshakes_start_in_the_order_of_entry_and_only_so_many_compute()
    {
        var gate = new HandshakeGate(Defaults);
        var tickets = Enumerable.Range(0, 20).Select(i => Enter(gate, $"address {i}", TimeSpan.Zero)).ToArray();
        gate.Leave(tickets[1], ready: false, TimeSpan.Zero);
        var started = new List<long>();
        while (gate.TryStart(out var ticket))
        {
            started.Add(ticket);
        }

        Assert.That(started, Is.EqualTo(new[] { tickets[0] }.Concat(tickets[2..9])));
        gate.Proved(tickets[0]);
        gate.Leave(tickets[2], ready: false, TimeSpan.Zero);
        Assert.That(gate.TryStart(out var ninth) && gate.TryStart(out _), Is.True);
        Assert.That(ninth, Is.EqualTo(tickets[9]));
        Assert.That(gate.TryStart(out _), Is.False);
    }

    [Test]
    public void An_address_is_stopped_by_unfinished_and_failed_handshakes_and_freed_by_time()
    {
        var gate = new HandshakeGate(Defaults);
        var tickets = Enumerable.Range(0, Defaults.FailuresPerAddressMax).Select(_ => Enter(gate, "bad", TimeSpan.Zero)).ToArray();
        Assert.That(gate.TryEnter("bad", TimeSpan.Zero, out _), Is.EqualTo(AdmissionRefusal.AddressOverLimit));
        Assert.That(gate.TryEnter("good", TimeSpan.Zero, out _), Is.Null);

        Array.ForEach(tickets, ticket => gate.Leave(ticket, ready: false, TimeSpan.FromSeconds(1)));
        Assert.That(gate.TryEnter("bad", TimeSpan.FromSeconds(10.9), out _), Is.EqualTo(AdmissionRefusal.AddressOverLimit));
        Assert.That(gate.TryEnter("bad", TimeSpan.FromSeconds(11), out _), Is.Null);
    }

    [Test]
    public void Successful_handshakes_of_one_address_are_not_limited()
    {
        var gate = new HandshakeGate(Defaults);
        for (var i = 0; i < 1000; i++)
        {
            gate.Leave(Enter(gate, "shared", TimeSpan.Zero), ready: true, TimeSpan.Zero);
        }
    }

    [Test]
    public void Generated_histories_agree_with_the_rules([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var options = new HandshakeOptions { UnauthenticatedSocketsMax = 6, ConcurrentHandshakesMax = 2, FailuresPerAddressMax = 3 };
        var gate = new HandshakeGate(options);
        var inside = new Dictionary<long, (string Address, bool Computes)>();
        var failures = new List<(string Address, TimeSpan At)>();
        var now = TimeSpan.Zero;
        for (var step = 0; step < 500; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(800));
            switch (random.Next(4))
            {
                case 0 or 1:
                    var address = $"{random.Next(3)}";
                    var counted = inside.Values.Count(v => v.Address == address) + failures.Count(f => f.Address == address && now - f.At < options.AddressWindow);
                    AdmissionRefusal? expected = inside.Count == 6 ? AdmissionRefusal.TooManySockets : counted >= 3 ? AdmissionRefusal.AddressOverLimit : null;
                    Assert.That(gate.TryEnter(address, now, out var entered), Is.EqualTo(expected), $"seed {seed}, step {step}");
                    if (expected is null)
                    {
                        inside.Add(entered, (address, false));
                    }

                    break;
                case 2:
                    var computing = inside.Values.Count(v => v.Computes);
                    var next = inside.Where(p => !p.Value.Computes).Select(p => p.Key).Order().FirstOrDefault();
                    var may = computing < 2 && next != 0;
                    Assert.That((gate.TryStart(out var started), started), Is.EqualTo((may, may ? next : 0)), $"seed {seed}, step {step}");
                    if (may)
                    {
                        inside[started] = inside[started] with { Computes = true };
                    }

                    break;
                case 3 when inside.Count > 0:
                    var leaver = inside.Keys.Order().ElementAt(random.Next(inside.Count));
                    var ready = random.Next(2) == 0;
                    gate.Leave(leaver, ready, now);
                    inside.Remove(leaver, out var visit);
                    failures.AddRange(ready ? [] : [(visit.Address, now)]);
                    break;
            }

            Assert.That((gate.Inside, gate.Computing), Is.EqualTo((inside.Count, inside.Values.Count(v => v.Computes))), $"seed {seed}, step {step}");
        }
    }

    private static long Enter(HandshakeGate gate, string address, TimeSpan now)
    {
        Assert.That(gate.TryEnter(address, now, out var ticket), Is.Null);
        return ticket;
    }
}
