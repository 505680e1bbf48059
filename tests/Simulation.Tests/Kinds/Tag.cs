using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.DependencyInjection;

namespace Simulation.Tests.Kinds;

/// <summary>A second kind of these tests: a word.</summary>
public sealed record Tag(string Word) : IArtifact<Tag>
{
    public static void Register(ITidingsBuilder node) =>
        node.AddArtifact<Tag>("tag", kind => kind.WithCodec<TagCodec>().ValidatedBy<AcceptTags>());
}

public sealed class TagCodec : IArtifactCodec<Tag>
{
    public void Encode(Tag artifact, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(artifact.Word));

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Tag? artifact)
    {
        artifact = new Tag(Encoding.UTF8.GetString(input));
        return true;
    }
}

public sealed class AcceptTags : IValidator<Tag>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Tag> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}
