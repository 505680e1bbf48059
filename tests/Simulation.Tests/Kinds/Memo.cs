using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.DependencyInjection;

namespace Simulation.Tests.Kinds;

/// <summary>A kind of these tests: a line of text.</summary>
public sealed record Memo(string Text) : IArtifact<Memo>
{
    public static void Register(ITidingsBuilder node) =>
        node.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<AcceptMemos>());
}

public sealed class MemoCodec : IArtifactCodec<Memo>
{
    public void Encode(Memo artifact, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(artifact.Text));

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Memo? artifact)
    {
        artifact = new Memo(Encoding.UTF8.GetString(input));
        return true;
    }
}

public sealed class AcceptMemos : IValidator<Memo>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Memo> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}
