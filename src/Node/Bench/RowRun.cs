using System.Net.Security;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Mesh;
using Tidings.Node.Bench.Nodes;
using Tidings.Node.Bench.Processes;

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
        await using var ours = options.Only == Subjects.Mesh ? null : await OursAsync(options, row, payloads, ourWindow, cancellationToken);
        await using var limit = options.Only == Subjects.Tidings ? null : await LimitAsync(options, row, limitWindow, cancellationToken);
        using var largeObjects = row.IsLarge && !options.ProcessPerNode ? new LargeObjectMeter() : null;
        var comparison = new Comparison(time, largeObjects);
        await comparison.RunAsync(Load(ours, ourWindow), Load(limit, limitWindow), options, cancellationToken);
        var verified = ours is null ? new Verification(0, []) : await ours.VerifyAsync(cancellationToken);
        return new RowResult(row, comparison, tls, verified, SuiteOf(limit));

        InFlight Window() => new(options.Nodes, options.Publishers, row.Window, time);

        // The subjects are never measured at once, so that one set of payloads serves both.
        BroadcastLoad? Load(IBroadcastSubject? subject, InFlight window) =>
            subject is null ? null : new BroadcastLoad(subject, window, payloads, time, options.Patience);
    }

    private static async Task<IBroadcastSubject> OursAsync(BenchOptions options, RowSpec row, Payloads payloads, InFlight window, CancellationToken cancellationToken) =>
        options.ProcessPerNode
            ? await ProcessSubject.StartAsync(Subjects.Tidings, options.Nodes, options.Lanes, row, window, cancellationToken)
            : await TidingsSubject.StartAsync(options.Nodes, options.Lanes, [payloads], window, cancellationToken);

    private static async Task<IBroadcastSubject> LimitAsync(BenchOptions options, RowSpec row, InFlight window, CancellationToken cancellationToken) =>
        options.ProcessPerNode
            ? await ProcessSubject.StartAsync(Subjects.Mesh, options.Nodes, options.Lanes, row, window, cancellationToken)
            : await MeshSubject.StartAsync(options.Nodes, options.Lanes, window, cancellationToken);

    private static TlsCipherSuite? SuiteOf(IBroadcastSubject? limit) => limit switch
    {
        MeshSubject mesh => mesh.CipherSuite,
        ProcessSubject processes => processes.CipherSuite,
        _ => null,
    };
}
