using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Tidings.Blocks.Content;

/// <summary>
/// A temporary file without a name: it is unlinked as soon as it is open, so that nothing is left of it however the process ends. Space is taken
/// when it is made, and bytes are written by calls, not through a mapping: a full disk is a refusal, never a signal that ends the process.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private SpoolFile(SafeFileHandle handle) => _handle = handle;

    /// <param name="directory">Made when it is missing.</param>
    /// <param name="bytes">Space to take at once; 0 when the size is not known.</param>
    /// <param name="file">The file, or null when the disk refused.</param>
    public static bool TryCreate(string directory, long bytes, [NotNullWhen(true)] out SpoolFile? file)
    {
        file = null;
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, $"tidings-{Path.GetRandomFileName()}");
            var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, bytes);
            file = new SpoolFile(handle);
            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            file = null;
            return false;
        }
    }

    public bool TryWrite(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The written bytes as memory. The mapping keeps the file: this object may be disposed then.</summary>
    public bool TryMap(long bytes, [NotNullWhen(true)] out MappedFile? mapped)
    {
        try
        {
            mapped = new MappedFile(_handle, bytes);
            return true;
        }
        catch (IOException)
        {
            mapped = null;
            return false;
        }
    }

    public void Dispose() => _handle.Dispose();
}
