using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public class MembershipViewTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    [Test]
    public void Both_versions_are_valid_until_every_connected_member_has_the_new_one()
    {
        var view = View(Lists.Of(1, 1, 2, 3));
        view.Said(Ids.Of(2), 1, default);
        view.Said(Ids.Of(3), 1, default);
        var next = Lists.Of(2, 1, 2, 4);

        var update = view.Offer(next, Start);
        Assert.That(update.Outcome, Is.EqualTo(MembershipOutcome.Adopted));
        Assert.That(update.Leavers, Is.Empty);
        Assert.That(view.TryEndOverlap(Start, out _), Is.False);
        Assert.That(new[] { 1, 2, 3, 4, 5 }.Select(n => view.MayConnect(Ids.Of(n))), Is.EqualTo(new[] { true, true, true, true, false }));

        Assert.That(view.Said(Ids.Of(2), 2, next.Hash), Is.EqualTo(MembershipAgreement.Same));
        Assert.That(view.TryEndOverlap(Start, out var leavers), Is.True, "the leaver need not agree");
        Assert.That(leavers, Is.EqualTo(new[] { Ids.Of(3) }));
        Assert.That(view.MayConnect(Ids.Of(3)), Is.False);
        Assert.That((view.Current, view.Overlap, view.OverlapEndsAt), Is.EqualTo((next, (MembershipList?)null, (TimeSpan?)null)));
    }

    [Test]
    public void A_member_that_never_takes_the_new_version_holds_it_up_for_ten_minutes_at_most()
    {
        var view = View(Lists.Of(1, 1, 2, 3));
        view.Said(Ids.Of(2), 1, default);
        view.Offer(Lists.Of(2, 1, 2), Start);

        Assert.That(view.OverlapEndsAt, Is.EqualTo(Start + TimeSpan.FromMinutes(10)));
        Assert.That(view.TryEndOverlap(Start + TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1), out _), Is.False);
        Assert.That(view.TryEndOverlap(Start + TimeSpan.FromMinutes(10), out var leavers), Is.True);
        Assert.That(leavers, Is.EqualTo(new[] { Ids.Of(3) }));
    }

    [Test]
    public void Nobody_waits_for_a_member_that_is_gone()
    {
        var view = View(Lists.Of(1, 1, 2, 3));
        view.Said(Ids.Of(2), 1, default);
        view.Offer(Lists.Of(2, 1, 2), Start);
        Assert.That(view.TryEndOverlap(Start, out _), Is.False);
        view.Disconnected(Ids.Of(2));
        Assert.That(view.TryEndOverlap(Start, out _), Is.True);
    }

    [Test]
    public void A_third_version_puts_out_who_was_only_in_the_first()
    {
        var view = View(Lists.Of(1, 1, 2, 3));
        view.Said(Ids.Of(2), 1, default);
        view.Offer(Lists.Of(2, 1, 2), Start);
        var update = view.Offer(Lists.Of(3, 1, 2, 4), Start);
        Assert.That(update.Leavers, Is.EqualTo(new[] { Ids.Of(3) }));
        Assert.That(view.Overlap!.Version, Is.EqualTo(2));
    }

    [Test]
    public void Older_and_contradicting_lists_are_refused_and_new_addresses_are_taken()
    {
        var view = View(Lists.At(5, (1, "a:1"), (2, "b:1")));
        Assert.That(view.Offer(Lists.Of(4, 1, 2, 3), Start).Outcome, Is.EqualTo(MembershipOutcome.Older));
        Assert.That(view.Offer(Lists.Of(5, 1, 3), Start).Outcome, Is.EqualTo(MembershipOutcome.Conflict));
        Assert.That(view.Offer(Lists.At(5, (1, "a:1"), (2, "b:1")), Start).Outcome, Is.EqualTo(MembershipOutcome.Unchanged));
        Assert.That(view.MayConnect(Ids.Of(3)), Is.False);

        Assert.That(view.Offer(Lists.At(5, (1, "a:1"), (2, "b:2")), Start).Outcome, Is.EqualTo(MembershipOutcome.AddressesChanged));
        Assert.That(view.Current!.TryGet(Ids.Of(2), out var member) && member.Addresses[0].Port == 2, Is.True);
        Assert.That(view.Overlap, Is.Null);
    }

    [Test]
    public void What_a_peer_says_is_compared_with_ours()
    {
        var ours = Lists.Of(5, 1, 2);
        var view = View(ours);
        Assert.That(view.Said(Ids.Of(2), 5, ours.Hash), Is.EqualTo(MembershipAgreement.Same));
        Assert.That(view.Said(Ids.Of(2), 5, Lists.Of(5, 1).Hash), Is.EqualTo(MembershipAgreement.Conflict));
        Assert.That(view.Said(Ids.Of(2), 4, default), Is.EqualTo(MembershipAgreement.Behind));
        Assert.That(view.Said(Ids.Of(2), 6, default), Is.EqualTo(MembershipAgreement.Ahead));
    }

    [Test]
    public void In_any_history_whoever_loses_the_right_to_connect_is_named_in_that_very_step([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var view = new MembershipView(new MembershipOptions());
        var now = TimeSpan.Zero;
        var version = 1UL;
        for (var step = 0; step < 300; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(120));
            var before = Enumerable.Range(0, 8).Select(Ids.Of).Where(view.MayConnect).Order().ToArray();
            IEnumerable<NodeId> named = [];
            switch (random.Next(4))
            {
                case 0:
                    version += (ulong)random.Next(2);
                    named = view.Offer(Lists.Of(version, [.. Enumerable.Range(0, 8).Where(_ => random.Next(2) == 0)]), now).Leavers;
                    break;
                case 1:
                    view.Said(Ids.Of(random.Next(8)), version - (ulong)random.Next(2), default(Hash256));
                    break;
                case 2:
                    view.Disconnected(Ids.Of(random.Next(8)));
                    break;
                default:
                    named = view.TryEndOverlap(now, out var leavers) ? leavers : [];
                    Assert.That(view.Overlap is null || now < view.OverlapEndsAt, Is.True, $"seed {seed}, step {step}");
                    break;
            }

            Assert.That(named, Is.EqualTo(before.Where(id => !view.MayConnect(id))), $"seed {seed}, step {step}");
            Assert.That(view.Overlap is null, Is.EqualTo(view.OverlapEndsAt is null), $"seed {seed}, step {step}");
        }
    }

    private static MembershipView View(MembershipList first)
    {
        var view = new MembershipView(new MembershipOptions());
        view.Offer(first, TimeSpan.Zero);
        return view;
    }
}
