using System.Buffers.Text;
using System.Text;
using Tidings.Node.Bench.Load;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench.Processes;

/// <summary>The process of one node: does what its input says, and ends when that closes.</summary>
internal sealed class Child : IDeliverySink
{
    private readonly LineWriter _says;
    private readonly Payloads _payloads;
    private readonly CancellationToken _stopping;

    private Child(RowSpec row, Stream output, CancellationTokenSource stopping)
    {
        (_payloads, _stopping) = (new Payloads(row.Size, row.Window), stopping.Token);
        _says = new LineWriter(output, _ => stopping.Cancel());
    }

    /// <summary>Runs from start to exit code.</summary>
    /// <param name="spec">What it is started for.</param>
    /// <param name="input">What the parent says.</param>
    /// <param name="output">What it says itself.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public static Task<int> RunAsync(ChildSpec spec, Stream input, Stream output, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var child = new Child(spec.Row, output, stopping);
        await using var node = await child.NodeAsync(spec, cancellationToken);
        await LineReader.RunAsync(input, (word, rest) => child.Handle(node, word, rest));
        await stopping.CancelAsync();
        return 0;
    });

    public void Delivered(int node, long number) => _says.Say(Words.Have, number);

    private async Task<IChildNode> NodeAsync(ChildSpec spec, CancellationToken cancellationToken) => spec.Subject == Subjects.Mesh
        ? new MeshChild(spec.Number, spec.Nodes, spec.Lanes, this)
        : await TidingsChild.StartAsync(spec.Configuration, spec.Number, spec.Lanes, _payloads, this, cancellationToken);

    private void Handle(IChildNode node, byte word, ReadOnlySpan<byte> rest)
    {
        switch (word)
        {
            case Words.Publish when Utf8Parser.TryParse(rest, out long number, out _):
                _ = TryAsync(() => node.PublishAsync(number, _payloads.Next(number), _stopping).AsTask());
                break;
            case Words.Address:
                _says.Say(Words.Answer, node.Address);
                break;
            case Words.Connect:
                var addresses = Encoding.UTF8.GetString(rest).Split(' ');
                _ = TryAsync(async () => _says.Say(Words.Answer, await node.ConnectAsync(addresses, _stopping)));
                break;
            case Words.State:
                _says.Say(Words.Answer, Words.Json(node.State()));
                break;
            case Words.Verify:
                _says.Say(Words.Answer, Words.Json(node.Verify()));
                break;
            default:
                _says.Say(Words.Failed, "it was told what no node does");
                break;
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            _says.Say(Words.Failed, e.Message.ReplaceLineEndings(" "));
        }
        catch (OperationCanceledException)
        {
            // The parent has gone.
        }
    }
}
