using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Content;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Download;

internal sealed class DownloadBlockTests
{
    private static readonly byte[] Bytes = [7, .. TestContents.Bytes(2500)];

    [Test]
    public void An_artifact_is_asked_under_grants_verified_decoded_and_handed_on_with_its_reservation()
    {
        var rig = new DownloadRig(Bytes);
        rig.Join(1);
        rig.Start(null, 1);
        Assert.That(rig.Sent.Single(), Is.InstanceOf<Demand>(), "nothing is sent without a grant");
        rig.Grant(1);
        Assert.That(rig.Requests.Select(request => request.Chunk), Is.EqualTo(new uint[] { 0, 1, 2 }));
        rig.Requests.ToList().ForEach(request => rig.Chunk(1, request));

        var candidate = rig.Candidates.Single();
        Assert.That(candidate.Content.AsSequence().ToArray(), Is.EqualTo(Bytes));
        Assert.That((candidate.Artifact.Rank, candidate.From, candidate.Advertisers.Single()), Is.EqualTo((7L, Ids.Node(1), Ids.Node(1))));
        Assert.That(candidate.Reservation!.Bytes, Is.EqualTo(Bytes.Length));
        Assert.That(rig.Outcomes, Is.EqualTo(new[] { DownloadOutcome.Complete }));
        Assert.That((rig.Pool.Places, rig.Frames.Charged), Is.EqualTo((99, 0L)), "the place goes on with the artifact");
        Assert.That((rig.Statistics.Bytes, rig.Statistics.DuplicateBytes, rig.Statistics.ArtifactsFromRelays), Is.EqualTo((Bytes.Length, 0L, 0L)));
    }

    [TestCase(BlobCodec.Refused)]
    [TestCase(BlobCodec.Throwing)]
    public void Bytes_that_are_no_artifact_are_refused_for_good_and_everything_is_given_back(byte first)
    {
        var rig = new DownloadRig([first, 1, 2]);
        Fetch(rig);

        Assert.That((rig.Outcomes.Single(), rig.Candidates.Count), Is.EqualTo((DownloadOutcome.Undecodable, 0)));
        Assert.That((rig.Pool.Used, rig.Pool.Places, rig.Frames.Out), Is.EqualTo((0L, 100, 0)));
        Assert.That(rig.Pool.StatusOf(rig.Advert.Id), Is.EqualTo(Blocks.Move.ArtifactStatus.Rejected));
        Assert.That(rig.Offences.Reported.Select(report => (report.Peer, report.Offence)), Is.EqualTo(new[] { (Ids.Node(1), Offence.Invalid) }));
    }

    [Test]
    public void A_false_rank_costs_those_who_claimed_it_and_not_the_artifact()
    {
        var rig = new DownloadRig([7, 1, 2], rank: 8);
        Fetch(rig);

        Assert.That((rig.Outcomes.Single(), rig.Pool.Used, rig.Pool.Places), Is.EqualTo((DownloadOutcome.FalseClaim, 0L, 100)));
        Assert.That(rig.Pool.StatusOf(rig.Advert.Id), Is.EqualTo(Blocks.Move.ArtifactStatus.Unknown));
        Assert.That(rig.Offences.Reported.Single().Offence, Is.EqualTo(Offence.FalseClaim));
    }

    [TestCase(3)]
    [TestCase(2500)]
    public void A_pushed_body_completes_a_download_without_any_request(int size)
    {
        var bytes = Bytes[..size];
        var rig = new DownloadRig(bytes);
        rig.Join(1);
        rig.Start(bytes, 1);

        var content = rig.Candidates.Single().Content;
        Assert.That(content.AsSequence().ToArray(), Is.EqualTo(bytes));
        content.Release();
        Assert.That((rig.Sent.Count, rig.Frames.Out), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_pushed_body_of_other_bytes_is_blamed_and_the_artifact_is_asked()
    {
        var rig = new DownloadRig([7, 1, 2]);
        rig.Join(1);
        rig.Join(2);
        rig.Start([7, 1, 3], 2);

        Assert.That(rig.Offences.Reported.Select(report => (report.Peer, report.Offence)), Is.EqualTo(new[] { (Ids.Node(1), Offence.WrongBytes) }));
        Assert.That((rig.Candidates.Count, rig.Frames.Out), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_chunk_received_twice_moves_the_counter_of_duplicates()
    {
        var rig = new DownloadRig([7, 1, 2]);
        rig.Join(1);
        rig.Start(null, 1);
        rig.Grant(1);
        rig.Join(2);
        rig.Hold(2);
        rig.WakeFor(TimeSpan.FromSeconds(3));
        rig.Grant(2);
        Assert.That(rig.Requests, Has.Count.EqualTo(2), "a rival was asked");

        rig.Chunk(2, rig.Requests[1]);
        rig.Chunk(1, rig.Requests[0]);

        Assert.That((rig.Statistics.DuplicateBytes, rig.Statistics.Hedges, rig.Statistics.ArtifactsFromRelays), Is.EqualTo((3L, 1L, 1L)));
        Assert.That((rig.Candidates.Count, rig.Offences.Reported.Count, rig.Frames.Out), Is.EqualTo((1, 0, 0)));
    }

    [Test]
    public void What_was_cancelled_before_it_was_sent_is_never_sent()
    {
        var rig = new DownloadRig(Bytes);
        rig.Join(1);
        rig.Start(null, 1);
        rig.Post(new DownloadOrdered(new ChangeClass(rig.Advert, FetchPriority.Drop)));
        rig.Grant(1);

        Assert.That(rig.Sent.Select(item => item.GetType()), Is.EqualTo(new[] { typeof(Demand), typeof(Demand), typeof(GrantReturned) }));
        Assert.That(rig.Sent.OfType<Demand>().Last().Bytes, Is.Zero, "the demand is taken back");
        Assert.That((rig.Outcomes.Single(), rig.Pool.Used, rig.Pool.Places), Is.EqualTo((DownloadOutcome.Cancelled, 0L, 100)));
    }

    [Test]
    public void A_wrong_chunk_is_freed_and_a_right_one_of_another_holder_is_taken()
    {
        var rig = new DownloadRig([7, 1, 2]);
        rig.Join(1);
        rig.Start(null, 1);
        rig.Grant(1);
        rig.Chunk(1, rig.Requests[0], isRight: false);
        rig.Join(2);
        rig.Hold(2);
        rig.WakeFor(TimeSpan.FromMilliseconds(100));
        rig.Grant(2);
        rig.Chunk(2, rig.Requests[1]);

        Assert.That(rig.Offences.Reported.Select(report => (report.Peer, report.Offence)), Is.EqualTo(new[] { (Ids.Node(1), Offence.WrongBytes) }));
        Assert.That((rig.Candidates.Single().From, rig.Frames.Out), Is.EqualTo((Ids.Node(2), 0)));
    }

    [Test]
    public void A_stage_that_ends_gives_back_what_its_downloads_held()
    {
        var rig = new DownloadRig(Bytes);
        rig.Join(1);
        rig.Start(null, 1);
        rig.Complete();
        rig.World.RunFor(TimeSpan.FromSeconds(1));
        Assert.That((rig.Pool.Used, rig.Pool.Places), Is.EqualTo((0L, 100)));
    }

    [Test]
    public void Requests_go_out_the_urgent_first_and_within_the_granted_bytes()
    {
        var outbox = new RequestOutbox("file", _ => true);
        for (var number = 1UL; number <= 9; number++)
        {
            outbox.Add(new Ask(Ids.Node(1), 1, 1, number, Ids.Artifact((int)number), 0, number == 9 ? FetchPriority.FetchNow : FetchPriority.Fetch, false));
        }

        var demand = outbox.TakeDemands().Single();
        Assert.That((demand.Class, demand.Lane), Is.EqualTo((FetchPriority.FetchNow, 0)));
        var granted = WireSize.FrameMax + (3 * WireSize.RequestMax);
        var message = (OutboundMessage)outbox.Use(new Grant(Ids.Node(1), 1, 0, demand.Class, granted));
        Assert.That(((RequestsMessage)message.Message).Requests.Select(request => request.Request), Is.EqualTo(new ulong[] { 9, 1, 2 }));
        Assert.That(message.Bytes, Is.LessThanOrEqualTo(granted));
        Assert.That(outbox.TakeDemands().Single().Class, Is.EqualTo(FetchPriority.Fetch));
    }

    [Test]
    public void A_request_that_a_peer_ends_before_it_is_sent_is_not_sent()
    {
        var rig = new DownloadRig(new byte[100]);
        rig.Join(1);
        rig.Start(null, 1);
        rig.End(1, request: 1, EndReason.NotFound);
        rig.Grant(1);

        Assert.That(rig.Requests, Is.Empty);
        Assert.That(rig.Sent[^1], Is.InstanceOf<GrantReturned>());
    }

    private static void Fetch(DownloadRig rig)
    {
        rig.Join(1);
        rig.Start(null, 1);
        rig.Grant(1);
        rig.Chunk(1, rig.Requests[0]);
    }
}
