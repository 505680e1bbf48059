using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Bench.Joining;

/// <summary>
/// A subnet with a pool that stays, and beside it a live row whose artifacts come and go. In each round the row is measured, a member without anything comes to
/// the idle subnet, and another one to the subnet that broadcasts at half the rate of the row. Each is a member from the beginning, and stopped when it has all.
/// </summary>
internal sealed class LateJoinerRun
{
    private const int LiveSet = 1;

    // Whose key is shown by many processes within a short time is refused: each joiner is another member, and the first comes again after some rounds.
    private const int LateNodesMax = 16;

    private readonly BenchOptions _options;
    private readonly RowSpec _row;
    private readonly int _count;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Payloads[] _payloads;
    private readonly InFlight[] _windows;

    /// <param name="options">How; its first row is the live row.</param>
    /// <param name="count">Artifacts of the pool.</param>
    /// <param name="deadline">How long filling the pools may take, and each joiner.</param>
    public LateJoinerRun(BenchOptions options, int count, TimeSpan deadline)
    {
        (_options, _row, _count, _deadline) = (options, options.Rows[0], count, deadline);
        _payloads = [new(_row.Size, _row.Window) { Staying = count }, new(_row.Size, _row.Window, LiveSet)];
        _windows = [Window(0), Window(LiveSet)];
    }

    /// <exception cref="BenchException">Something did not arrive where it should in time.</exception>
    public async Task<JoinResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var subject = await TidingsSubject.StartAsync(
            _options.Nodes, _options.Lanes, _payloads, new SplitSink(_windows), cancellationToken, lateNodes: Math.Min(2 * _options.Rounds, LateNodesMax));
        var live = new BroadcastLoad(subject, _windows[LiveSet], _payloads[LiveSet], _time, _options.Patience);
        var joining = new JoinPhase(subject, _payloads, _windows[LiveSet], _deadline, _options.Patience);
        await new FillLoad(subject, _windows[0], _payloads[0], _time).RunAsync(_count, _deadline, cancellationToken);
        await live.RunAsync(_options.Warmup, cancellationToken);
        var rounds = new List<JoinRound>();
        for (var i = 0; i < _options.Rounds; i++)
        {
            var row = await live.RunAsync(_options.Phase, cancellationToken);
            var idle = await joining.RunAsync(() => Task.CompletedTask, cancellationToken);
            var (before, loaded) = await UnderLoadAsync(subject, joining, row.DeliveriesPerSecond / (_options.Nodes - 1) / 2, cancellationToken);
            rounds.Add(new JoinRound(row, _options.Nodes, idle, before, loaded));
        }

        List<Verification> verified = [await subject.VerifyAsync(cancellationToken), .. joining.Verified];
        return new JoinResult(_row, _count, rounds, new Verification(verified.Sum(part => part.Checked), [.. verified.SelectMany(part => part.Wrong)]));
    }

    private async Task<(double Before, CatchUp Joined)> UnderLoadAsync(
        TidingsSubject subject, JoinPhase joining, double perSecond, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        var load = new SteadyLoad(subject, _windows[LiveSet], _payloads[LiveSet], _time, _options.Patience).RunAsync(perSecond, ended.Task, cancellationToken);
        try
        {
            // Its first moments are not like the others: all places of the window are free.
            await Task.Delay(_options.Warmup, _time, cancellationToken);
            var (at, count) = (_time.GetTimestamp(), _windows[LiveSet].Deliveries.Count);
            await Task.Delay(_options.Phase, _time, cancellationToken);
            var before = (_windows[LiveSet].Deliveries.Count - count) / _time.GetElapsedTime(at).TotalSeconds;
            return (before, await joining.RunAsync(EndAsync, cancellationToken));
        }
        catch
        {
            ended.TrySetResult();
            await Task.WhenAny(load);
            throw;
        }

        Task EndAsync()
        {
            ended.SetResult();
            return load;
        }
    }

    private InFlight Window(int set) => new(_options.Nodes, _options.Publishers, _row.Window, _time, set);
}
