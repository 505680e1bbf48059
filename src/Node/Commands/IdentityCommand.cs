using System.CommandLine;
using Tidings.Runtime.Security;

namespace Tidings.Node.Commands;

/// <summary>Makes and shows identities.</summary>
internal static class IdentityCommand
{
    private static readonly Argument<FileInfo> File = new("file") { Description = "A .pem or .pfx file." };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace a file that is there: its identity is lost." };

    public static Command Create()
    {
        var create = new Command("new", "Make a key pair and write it to a file that only its owner can read; print the node's id.") { File, Force };
        create.SetAction(parsed => CommandLineErrors.Guard(() => New(parsed.GetValue(File)!, parsed.GetValue(Force))));
        var show = new Command("show", "Print the id of the identity in a file.") { File };
        show.SetAction(parsed => CommandLineErrors.Guard(() => Show(parsed.GetValue(File)!)));
        return new Command("identity", "The key pair that a node is known by.") { create, show };
    }

    private static int New(FileInfo file, bool force)
    {
        if (file.Exists && !force)
        {
            throw new IOException($"'{file}' is there already; --force replaces it.");
        }

        using var identity = NodeIdentity.Create();
        Replace(file);
        if (file.Extension is ".pfx" or ".p12")
        {
            identity.SavePfx(file.FullName);
        }
        else
        {
            identity.SavePem(file.FullName);
        }

        Console.WriteLine(identity.Id);
        return 0;
    }

    private static void Replace(FileInfo file)
    {
        if (file.Exists)
        {
            file.Delete();
        }
    }

    private static int Show(FileInfo file)
    {
        using var identity = NodeIdentity.Load(file.FullName);
        Console.WriteLine(identity.Id);
        return 0;
    }
}
