using System.Threading.Channels;

namespace Tidings.Runtime.Peers;

/// <summary>
/// One loop that does one thing at a time, in the order in which it was asked: what the peer manager owns needs no locks. Bounded: who asks faster
/// than the loop can work waits.
/// </summary>
internal sealed class Mailbox(int capacity)
{
    private readonly Channel<Func<ValueTask>> _letters =
        Channel.CreateBounded<Func<ValueTask>>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Asks for something. False when the loop has ended: it will not be done.</summary>
    public async ValueTask<bool> PostAsync(Func<ValueTask> letter)
    {
        while (await _letters.Writer.WaitToWriteAsync())
        {
            if (_letters.Writer.TryWrite(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks and waits for the answer; the fallback when the loop has ended.</summary>
    public async Task<T> AskAsync<T>(Func<ValueTask<T>> question, T fallback)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isTaken = await PostAsync(async () =>
        {
            try
            {
                answer.TrySetResult(await question());
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
                throw;
            }
        });
        return isTaken ? await answer.Task : fallback;
    }

    /// <summary>Makes the loop look around. Never waits: a full mailbox wakes it anyway.</summary>
    /// <summary>Leaves a letter if there is room for it now; for what may be lost, so that a flood of it costs no memory.</summary>
    public bool TryPost(Func<ValueTask> letter) => _letters.Writer.TryWrite(letter);

    public void Ring() => TryPost(static () => ValueTask.CompletedTask);

    /// <summary>Works until <see cref="Complete"/>, and then until nothing is left.</summary>
    /// <param name="after">Done after every letter.</param>
    /// <param name="failed">Told what a letter threw: our own fault. The loop goes on.</param>
    public async Task RunAsync(Func<ValueTask> after, Action<Exception> failed)
    {
        while (await _letters.Reader.WaitToReadAsync())
        {
            while (_letters.Reader.TryRead(out var letter))
            {
                try
                {
                    await letter();
                    await after();
                }
                catch (Exception e)
                {
                    failed(e);
                }
            }
        }
    }

    public void Complete() => _letters.Writer.TryComplete();
}
