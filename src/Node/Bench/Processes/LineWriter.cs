using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Tidings.Node.Bench.Processes;

/// <summary>Writes lines to the other end of a pipe, those that wait in one write. Thread-safe. What waits is bounded by what is asked and by the window.</summary>
internal sealed class LineWriter(Stream stream, Action<Exception> onFault) : IThreadPoolWorkItem
{
    private const int NumberBytesMax = 20;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _taken = new();
    private bool _isWriting;

    /// <summary>A word and a number.</summary>
    public void Say(byte word, long number)
    {
        lock (_gate)
        {
            var line = _waiting.GetSpan(NumberBytesMax + 2);
            line[0] = word;
            Utf8Formatter.TryFormat(number, line[1..], out var digits);
            line[digits + 1] = LineReader.End;
            _waiting.Advance(digits + 2);
        }

        Start();
    }

    /// <summary>A word and a text without a line's end.</summary>
    public void Say(byte word, string text)
    {
        lock (_gate)
        {
            _waiting.Write([word, .. Encoding.UTF8.GetBytes(text), LineReader.End]);
        }

        Start();
    }

    // The work item of the pool: one at a time, for as long as something waits.
    void IThreadPoolWorkItem.Execute() => WriteAll();

    private void Start()
    {
        lock (_gate)
        {
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void WriteAll()
    {
        try
        {
            while (Take())
            {
                stream.Write(_taken.WrittenSpan);
                stream.Flush();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            onFault(e);
        }
    }

    private bool Take()
    {
        lock (_gate)
        {
            _taken.ResetWrittenCount();
            (_taken, _waiting) = (_waiting, _taken);
            return _isWriting = _taken.WrittenCount > 0;
        }
    }
}
