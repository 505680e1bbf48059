using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.DependencyInjection;

namespace Tidings.Samples.ComposeANode;

/// <summary>One node that broadcasts notes.</summary>
internal static class NoteNode
{
    /// <summary>Composes it; nothing runs before the host is started.</summary>
    /// <param name="args">The command line, which the configuration may be in.</param>
    /// <param name="settings">More of the configuration.</param>
    public static IHost Create(string[] args, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        builder.Services.AddTidings(builder.Configuration.GetSection("Tidings"))
            .UseTcpTransport()
            .UseMembershipFile()
            .AddArtifact<Note>("note", kind => kind
                .WithCodec<NoteCodec>()
                .ValidatedBy<NoteValidator>());

        return builder.Build();
    }
}
