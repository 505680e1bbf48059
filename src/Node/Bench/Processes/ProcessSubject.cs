using System.Net.Security;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;
using Tidings.Node.Subnet;

namespace Tidings.Node.Bench.Processes;

/// <summary>
/// A subject each of whose nodes has a process of its own. They make the payloads themselves, by the numbers that they are given, and tell what they have; the
/// processor time and memory that count are theirs. Publication returns when the node has been told.
/// </summary>
internal sealed class ProcessSubject : IBroadcastSubject
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(3);

    private readonly SubnetWorkspace? _workspace;
    private readonly List<ChildProcess> _children = [];
    private IReadOnlyList<string> _conditions = [];

    private ProcessSubject(string name, SubnetWorkspace? workspace) => (Name, _workspace) = (name, workspace);

    public string Name { get; }

    /// <summary>The processes, by node.</summary>
    public IReadOnlyList<ChildProcess> Children => _children;

    /// <summary>What TLS has agreed on, when the nodes know it.</summary>
    public TlsCipherSuite? CipherSuite { get; private set; }

    /// <summary>Starts a process for each node, and waits until all are connected.</summary>
    /// <param name="name">Which subject.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="lanes">TLS connections per pair.</param>
    /// <param name="row">What will be published.</param>
    /// <param name="sink">Is told of deliveries.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <exception cref="BenchException">One of them could not go on.</exception>
    public static async Task<ProcessSubject> StartAsync(string name, int nodes, int lanes, RowSpec row, IDeliverySink sink, CancellationToken cancellationToken)
    {
        var workspace = name == Subjects.Tidings ? SubnetWorkspace.Create(PoolShape.Of(nodes, lanes, [new Payloads(row.Size, row.Window)])) : null;
        var subject = new ProcessSubject(name, workspace);
        try
        {
            for (var number = 0; number < nodes; number++)
            {
                subject._children.Add(ChildProcess.Start(new ChildSpec(name, number, nodes, lanes, row, workspace?.Configurations[number] ?? ""), sink));
            }

            var addresses = await subject.AskAllAsync(Words.Address, "", cancellationToken);
            var suites = await subject.AskAllAsync(Words.Connect, string.Join(' ', addresses), cancellationToken);
            subject.CipherSuite = Enum.TryParse<TlsCipherSuite>(suites[0], out var suite) ? suite : null;
            return subject;
        }
        catch
        {
            await subject.DisposeAsync();
            throw;
        }
    }

    public ValueTask PublishAsync(int node, long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_children.Find(child => child.Fault is not null) is { } failed)
        {
            throw new BenchException($"{Name}: {failed.Fault}.");
        }

        _children[node].Publish(number);
        return default;
    }

    public async ValueTask<SubjectCounters> CountersAsync(CancellationToken cancellationToken)
    {
        var states = (await AskAllAsync(Words.State, "", cancellationToken)).Select(Words.Parse<ChildState>).ToList();
        _conditions = states.ConvertAll(state => state.Condition);
        return states.Aggregate(default(SubjectCounters), (sum, state) => sum + state.Counters);
    }

    public string Condition() => string.Concat(_children.Where(child => child.Fault is not null).Select(child => $"; {child.Fault}")) + string.Concat(_conditions.Distinct());

    public async ValueTask<Verification> VerifyAsync(CancellationToken cancellationToken)
    {
        var parts = (await AskAllAsync(Words.Verify, "", cancellationToken)).Select(Words.Parse<Verification>).ToList();
        return new Verification(parts.Sum(part => part.Checked), [.. parts.SelectMany(part => part.Wrong)]);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
        _workspace?.Dispose();
    }

    private async Task<string[]> AskAllAsync(byte word, string rest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        try
        {
            return await Task.WhenAll(_children.Select(child => child.AskAsync(word, rest, patience.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"{Name}: not every process answered in {AnswerPatience.TotalSeconds:F0} s{Condition()}.");
        }
        catch (BenchException e)
        {
            throw new BenchException($"{Name}: {e.Message}.");
        }
    }
}
