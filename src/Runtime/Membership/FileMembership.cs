using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tidings.Runtime.Membership;

/// <summary>
/// A membership read from a JSON file, again whenever it changes. A bad file changes nothing: the last good list stays in force, and the
/// reason is logged once.
/// </summary>
internal sealed partial class FileMembership : IMembershipSource
{
    private readonly MembershipFileOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<FileMembership> _logger;
    private readonly Func<string, Action, IDisposable?> _tryWatch;

    public FileMembership(
        MembershipFileOptions options, TimeProvider time, ILogger<FileMembership> logger, Func<string, Action, IDisposable?>? tryWatch = null)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _options = options;
        _time = time;
        _logger = logger;
        _tryWatch = tryWatch ?? FileChanges.TryWatch;
    }

    public async IAsyncEnumerable<MembershipList> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Notices and the poll timer ring one bell: however many come, the file is looked at once.
        var bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Ring() => bell.Writer.TryWrite(true);

        using var watcher = _tryWatch(_options.Path, Ring);
        if (watcher is null)
        {
            LogPolledOnly(_options.Path, _options.PollInterval);
        }

        using var poll = _time.CreateTimer(_ => Ring(), null, _options.PollInterval, _options.PollInterval);
        byte[] known = [];
        string? mistake = null;
        while (true)
        {
            var look = Look();
            if (look.Mistake is not null && look.Mistake != mistake)
            {
                await Task.Delay(_options.SettleTime, _time, cancellationToken);
                look = Look();
            }

            Report(look.Mistake, ref mistake);
            if (look.List is not null && !look.Bytes.AsSpan().SequenceEqual(known))
            {
                known = look.Bytes;
                yield return look.List;
            }

            await bell.Reader.ReadAsync(cancellationToken);
        }
    }

    private void Report(string? mistake, ref string? reported)
    {
        if (mistake is not null && mistake != reported)
        {
            LogRefused(_options.Path, mistake);
        }
        else if (mistake is null && reported is not null)
        {
            LogReadAgain(_options.Path);
        }

        reported = mistake;
    }

    private (MembershipList? List, byte[] Bytes, string? Mistake) Look()
    {
        try
        {
            using var file = new FileStream(_options.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > _options.BytesMax)
            {
                return (null, [], $"It has {file.Length} bytes; at most {_options.BytesMax} are read.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var (list, mistake) = MembershipFileContent.Parse(bytes);
            return (list, bytes, mistake);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, [], e.Message);
        }
    }
}
