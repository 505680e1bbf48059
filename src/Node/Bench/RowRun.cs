using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Mesh;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Bench;

/// <summary>One row, from the start of both subjects to the check of the pools.</summary>
internal static class RowRun
{
    public static async Task<RowResult> RunAsync(BenchOptions options, RowSpec row, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        double? tls = row is { IsLarge: true, IsSingle: false } && options.Only != Subjects.Tidings
            ? await ByteCopy.RunAsync(options.Phase, time, cancellationToken)
            : null;
        var payloads = new Payloads(row.Size, row.Window);
        var (ourWindow, limitWindow) = (Window(), Window());
        await using var ours = options.Only == Subjects.Mesh
            ? null
            : await TidingsSubject.StartAsync(options.Nodes, options.Lanes, [payloads], ourWindow, cancellationToken);
        await using var limit = options.Only == Subjects.Tidings
            ? null
            : await MeshSubject.StartAsync(options.Nodes, options.Lanes, limitWindow, cancellationToken);
        using var largeObjects = row.IsLarge ? new LargeObjectMeter() : null;
        var comparison = new Comparison(time, largeObjects);
        await comparison.RunAsync(Load(ours, ourWindow), Load(limit, limitWindow), options, cancellationToken);
        return new RowResult(row, comparison, tls, ours?.Verify() ?? new Verification(0, []), limit?.CipherSuite);

        InFlight Window() => new(options.Nodes, options.Publishers, row.Window, time);

        // The subjects are never measured at once, so that one set of payloads serves both.
        BroadcastLoad? Load(IBroadcastSubject? subject, InFlight window) =>
            subject is null ? null : new BroadcastLoad(subject, window, payloads, time, options.Patience);
    }
}
