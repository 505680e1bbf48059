using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;

namespace Pipelines.Tests.Composition;

/// <summary>A kind of these tests: a line of text whose rank is its length.</summary>
public sealed record Memo(string Text) : IArtifact<Memo>
{
    public long Rank => Text.Length;
}

/// <summary>A second one.</summary>
public sealed record Ruling(int Number) : IArtifact<Ruling>;

public sealed class MemoCodec : IArtifactCodec<Memo>
{
    public void Encode(Memo artifact, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(artifact.Text));

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Memo? artifact)
    {
        artifact = new Memo(Encoding.UTF8.GetString(input));
        return !artifact.Text.StartsWith('!');
    }
}

public sealed class RulingCodec : IArtifactCodec<Ruling>
{
    public void Encode(Ruling artifact, IBufferWriter<byte> output) => output.Write(BitConverter.GetBytes(artifact.Number));

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Ruling? artifact)
    {
        artifact = input.Length == 4 ? new Ruling(BitConverter.ToInt32(input.ToArray())) : null;
        return artifact is not null;
    }
}

public sealed class AcceptMemos : IValidator<Memo>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Memo> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}

public sealed class AcceptRulings : IValidator<Ruling>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Ruling> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}
