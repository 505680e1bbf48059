using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;

namespace Tidings.Pipelines.Publishing;

/// <summary>Makes content of what is published, reserves its memory, and hands both to the move stage. Thread-safe.</summary>
internal sealed class Broadcaster<T> : IBroadcaster<T>
    where T : IArtifact<T>
{
    public required string Kind { get; init; }

    public required KindLimits Limits { get; init; }

    public required NodeId Self { get; init; }

    public required IArtifactCodec<T> Codec { get; init; }

    public required ContentStore Contents { get; init; }

    public required IByteBudget Memory { get; init; }

    public required ReceiptBook Receipts { get; init; }

    public required MoveEntry<T> Entry { get; init; }

    public Task<PublishReceipt> PublishAsync(T artifact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<PublishReceipt>(cancellationToken);
        }

        try
        {
            using var writer = Contents.CreateWriter(Kind, Limits);
            Codec.Encode(artifact, writer);
            return AddAsync(writer.Complete(), null, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<PublishReceipt>(exception);
        }
    }

    public async Task<PublishReceipt> PublishEncodedAsync(Stream encoded, long? length, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (length > Limits.MaxBytes)
        {
            throw Failure(PublishFailure.TooLarge);
        }

        var memory = length is { } size && !ContentStore.IsSpooled(size, Limits) ? Reserve(size) : null;
        ContentResult result;
        try
        {
            result = await Contents.CreateAsync(Kind, Limits, encoded, length, cancellationToken);
        }
        catch
        {
            memory?.Dispose();
            throw;
        }

        return await AddAsync(result, memory, cancellationToken);
    }

    private async Task<PublishReceipt> AddAsync(ContentResult result, IReservation? memory, CancellationToken cancellationToken)
    {
        var pending = Entry.Pending.Add();
        var isHandedOver = false;
        try
        {
            var content = result.Content ?? throw Failure(ReasonOf(result.Error));
            if (memory is null && !ContentStore.IsSpooled(content.Size, Limits))
            {
                memory = Reserve(content.Size);
            }

            var artifact = Decode(content);
            var advert = new Advert(result.Id, content.Size, artifact.Rank, Self);
            isHandedOver = await Entry.WriteAsync(new PublishLocal<T>(advert, artifact, content, memory, pending.Value), cancellationToken);
            if (!isHandedOver || await OutcomeOf(pending.Value.Task) is not { } outcome)
            {
                throw Failure(PublishFailure.Stopping);
            }

            return outcome == PublishOutcome.PoolFull ? throw Failure(PublishFailure.PoolFull) : Receipts.Open(result.Id);
        }
        finally
        {
            Entry.Pending.Remove(pending);
            if (!isHandedOver)
            {
                memory?.Dispose();
                result.Content?.Release();
            }
        }
    }

    /// <summary>Null when the stage ended, or failed, without one.</summary>
    private static async ValueTask<PublishOutcome?> OutcomeOf(Task<PublishOutcome> outcome)
    {
        try
        {
            return await outcome;
        }
        catch (Exception) when (!outcome.IsCompletedSuccessfully)
        {
            return null;
        }
    }

    private IReservation Reserve(long bytes) => Memory.TryReserve(bytes) ?? throw Failure(PublishFailure.PoolFull);

    /// <summary>The view of the very bytes, as every receiver will have it.</summary>
    private T Decode(ArtifactContent content)
    {
        try
        {
            return Codec.TryDecode(content.AsSequence(), out var artifact) ? artifact : throw Failure(PublishFailure.Undecodable);
        }
        catch (Exception exception) when (exception is not PublishException)
        {
            throw new PublishException(PublishFailure.Undecodable, $"The codec of the kind \"{Kind}\" threw on its own bytes: {exception.Message}");
        }
    }

    private static PublishFailure ReasonOf(ContentError error) => error switch
    {
        ContentError.TooLarge => PublishFailure.TooLarge,
        ContentError.LengthDiffers => PublishFailure.LengthDiffers,
        _ => PublishFailure.DiskFull,
    };

    private PublishException Failure(PublishFailure failure) => new(failure, failure switch
    {
        PublishFailure.PoolFull => $"The pool of the kind \"{Kind}\" is full: {Limits.Slots} places, {Limits.PoolBytes} bytes of memory.",
        PublishFailure.TooLarge => $"Larger than an artifact of the kind \"{Kind}\" may be: {Limits.MaxBytes} bytes.",
        PublishFailure.DiskFull => "The spool directory takes no more.",
        PublishFailure.Undecodable => $"The codec of the kind \"{Kind}\" does not read these bytes: every other node would refuse them.",
        PublishFailure.LengthDiffers => "The stream has fewer or more bytes than were announced.",
        _ => $"The node stops, or the branch of the kind \"{Kind}\" has stopped.",
    });
}
