namespace Tidings.Runtime.Membership;

/// <summary>Notices of the operating system that a file may have changed. They come from foreign threads and may come too often or not at all.</summary>
internal static class FileChanges
{
    /// <summary>Calls <paramref name="changed"/> until disposed; null when the system gives no notices for this file.</summary>
    public static IDisposable? TryWatch(string path, Action changed)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            var full = Path.GetFullPath(path);
            watcher = new FileSystemWatcher(Path.GetDirectoryName(full)!, Path.GetFileName(full));
            watcher.Changed += (_, _) => changed();
            watcher.Created += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();
            watcher.Deleted += (_, _) => changed();
            watcher.Error += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder is missing, or the limit of watches is reached: polling goes on.
            watcher?.Dispose();
            return null;
        }
    }
}
