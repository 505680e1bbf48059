using Tidings.Contract;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Tests.Membership;

[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileMembershipTests : IDisposable
{
    private readonly RecordingLogger<FileMembership> _log = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_change_is_noticed_without_waiting_for_the_poll(CancellationToken testEnds)
    {
        Write(Lists.Of(1, 1, 2));
        var source = Noticed();
        await using var lists = source.WatchAsync(testEnds).GetAsyncEnumerator(testEnds);
        Assert.That(await lists.MoveNextAsync() && lists.Current.Version == 1, Is.True);

        var next = lists.MoveNextAsync();
        Write(Lists.Of(2, 1, 2, 3));

        Assert.That(await next && lists.Current.Version == 2 && lists.Current.Contains(Ids.Of(3)), Is.True);
    }

    [Test]
    public async Task A_file_that_is_replaced_by_renaming_is_noticed(CancellationToken testEnds)
    {
        Write(Lists.Of(1, 1));
        var source = Noticed();
        await using var lists = source.WatchAsync(testEnds).GetAsyncEnumerator(testEnds);
        await lists.MoveNextAsync();

        var next = lists.MoveNextAsync();
        File.WriteAllBytes(_folder.File("other"), MembershipFileContent.Of(Lists.Of(2, 1)).ToJson());
        File.Move(_folder.File("other"), Options().Path, overwrite: true);

        Assert.That(await next && lists.Current.Version == 2, Is.True);
    }

    [Test]
    public void Without_notices_the_file_is_polled()
    {
        var world = new VirtualWorld();
        world.Run(async () =>
        {
            await using var lists = Polled(world).WatchAsync(CancellationToken.None).GetAsyncEnumerator();
            Write(Lists.Of(1, 1));
            await lists.MoveNextAsync();
            var next = lists.MoveNextAsync();
            Write(Lists.Of(2, 1));
            Assert.That(await next && lists.Current.Version == 2, Is.True);
        });
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(world.Escapes, Is.Zero);
        Assert.That(_log.Count(EventIds.MembershipFilePolledOnly), Is.EqualTo(1));
    }

    [Test]
    public void A_bad_file_changes_nothing_and_is_reported_once_per_episode()
    {
        var world = new VirtualWorld();
        var taken = new List<ulong>();
        Write(Lists.Of(1, 1));
        using var stop = new CancellationTokenSource();
        var watch = world.Start(async () =>
        {
            await foreach (var list in Polled(world).WatchAsync(stop.Token))
            {
                taken.Add(list.Version);
            }
        });

        world.RunFor(TimeSpan.FromSeconds(1));
        File.WriteAllText(Options().Path, "{ \"version\": ");
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.That((taken.Count, _log.Count(EventIds.MembershipFileRefused)), Is.EqualTo((1, 1)));

        File.Delete(Options().Path);
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.That(_log.Count(EventIds.MembershipFileRefused), Is.EqualTo(2), "another reason is news");
        Assert.That(_log.Count(EventIds.MembershipFileReadAgain), Is.Zero);

        Write(Lists.Of(1, 1));
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.That((taken.Count, _log.Count(EventIds.MembershipFileReadAgain)), Is.EqualTo((1, 1)), "the same content is no new list");

        Write(Lists.Of(3, 1));
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.That(taken, Is.EqualTo(new ulong[] { 1, 3 }));
        stop.Cancel();
        Assert.That(() => world.Run(() => watch), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_file_that_is_read_while_it_is_written_is_not_called_bad()
    {
        var world = new VirtualWorld();
        File.WriteAllText(Options().Path, "{ \"version\": ");
        world.Run(async () =>
        {
            await using var lists = Polled(world).WatchAsync(CancellationToken.None).GetAsyncEnumerator();
            var first = lists.MoveNextAsync();
            Write(Lists.Of(1, 1));
            Assert.That(await first, Is.True);
        });
        Assert.That(_log.Count(EventIds.MembershipFileRefused), Is.Zero);
        Assert.That(world.Now, Is.EqualTo(Options().SettleTime));
    }

    [Test]
    public void A_file_over_the_bound_is_not_read()
    {
        var world = new VirtualWorld();
        Write(Lists.Of(1, [.. Enumerable.Range(0, 100)]));
        var options = Options();
        options.BytesMax = 1024;
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1), world.Time);
        Assert.That(
            () => world.Run(() => new FileMembership(options, world.Time, _log).WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token).MoveNextAsync().AsTask()),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_log.Entries.Single(static e => e.Id == EventIds.MembershipFileRefused).Text, Does.Contain("1024"));
    }

    [Test]
    public void Options_out_of_range_are_named_together()
    {
        var options = new MembershipFileOptions { PollInterval = TimeSpan.Zero, SettleTime = TimeSpan.FromHours(1), BytesMax = 1 };
        Assert.That(
            () => new FileMembership(options, TimeProvider.System, _log),
            Throws.ArgumentException.With.Message.Contains("Path").And.Message.Contains("PollInterval").And.Message.Contains("SettleTime").And.Message.Contains("BytesMax"));
    }

    private MembershipFileOptions Options() => new() { Path = _folder.File("members.json") };

    // The clock stands still: only a notice can make it look again.
    private FileMembership Noticed() =>
        new(new MembershipFileOptions { Path = Options().Path, SettleTime = TimeSpan.Zero }, new ManualTime(), new RecordingLogger<FileMembership>());

    private FileMembership Polled(VirtualWorld world) => new(Options(), world.Time, _log, static (_, _) => null);

    private void Write(MembershipList list) => File.WriteAllBytes(Options().Path, MembershipFileContent.Of(list).ToJson());
}
