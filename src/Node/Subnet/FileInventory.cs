namespace Tidings.Node.Subnet;

/// <summary>Every regular file below a directory, in the order of their names. What cannot be listed or read is named, and the rest goes on.</summary>
internal sealed record FileInventory(IReadOnlyList<SourceFile> Files, IReadOnlyList<string> Unreadable)
{
    public long Bytes => Files.Sum(file => file.Size);

    public static FileInventory Of(string directory)
    {
        var files = new List<SourceFile>();
        var unreadable = new List<string>();
        Walk(directory, directory, files, unreadable);
        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new FileInventory(files, unreadable);
    }

    private static void Walk(string root, string directory, List<SourceFile> files, List<string> unreadable)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null } below)
                {
                    Walk(root, below.FullName, files, unreadable);
                }
                else if (entry is FileInfo { LinkTarget: null } file && IsRegular(file))
                {
                    Add(root, file, files, unreadable);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{directory}: {e.Message}");
        }
    }

    private static void Add(string root, FileInfo file, List<SourceFile> files, List<string> unreadable)
    {
        try
        {
            using var opened = file.OpenRead();
            files.Add(new SourceFile(file.FullName, Path.GetRelativePath(root, file.FullName), opened.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{file.FullName}: {e.Message}");
        }
    }

    // Sockets, pipes and devices would block or never end. What is not there by the name that was listed (it vanished, or its name is no Unicode) is opened
    // all the same, and so named with the reason.
    private static bool IsRegular(FileInfo file) =>
        !file.Exists || (file.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint | FileAttributes.Directory)) == 0;
}
