using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace Tidings.Blocks.Artifacts;

/// <summary>
/// The codec of an artifact that is itself a Protocol Buffers message: a generated class whose other part says <c>: IArtifact&lt;T&gt;</c>. Do not change the
/// message after it was published or decoded. Thread-safe.
/// </summary>
/// <typeparam name="T">The generated class.</typeparam>
public sealed class ProtobufCodec<T> : ProtobufCodec<T, T>
    where T : class, IArtifact<T>, IMessage<T>, new()
{
    /// <inheritdoc/>
    protected override T ToMessage(T artifact) => artifact;

    /// <inheritdoc/>
    protected override bool TryFromMessage(T message, [NotNullWhen(true)] out T? artifact)
    {
        artifact = message;
        return true;
    }
}

/// <summary>The codec of an artifact that travels as a Protocol Buffers message of another type. Derived classes are thread-safe.</summary>
/// <typeparam name="T">The artifact.</typeparam>
/// <typeparam name="TMessage">The generated class.</typeparam>
public abstract class ProtobufCodec<T, TMessage> : IArtifactCodec<T>
    where T : IArtifact<T>
    where TMessage : IMessage<TMessage>, new()
{
    private static readonly MessageParser<TMessage> Parser = new(() => new TMessage());

    /// <inheritdoc/>
    public void Encode(T artifact, IBufferWriter<byte> output) => ToMessage(artifact).WriteTo(output);

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out T? artifact)
    {
        try
        {
            return TryFromMessage(Parser.ParseFrom(input), out artifact);
        }
        catch (InvalidProtocolBufferException)
        {
            artifact = default;
            return false;
        }
    }

    /// <summary>The message that carries an artifact made here.</summary>
    /// <param name="artifact">The artifact.</param>
    protected abstract TMessage ToMessage(T artifact);

    /// <summary>The artifact in a message. False counts against those who advertised it.</summary>
    /// <param name="message">A message as it was received; it has copies of its bytes.</param>
    /// <param name="artifact">The artifact, when the message is one.</param>
    protected abstract bool TryFromMessage(TMessage message, [NotNullWhen(true)] out T? artifact);
}
