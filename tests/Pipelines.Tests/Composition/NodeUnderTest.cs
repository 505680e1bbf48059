using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Send;
using Tidings.Contract;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.DependencyInjection;

namespace Pipelines.Tests.Composition;

/// <summary>A node as a composer registers it, in virtual time and without peers.</summary>
internal sealed class NodeUnderTest : IPeerSender, IOffenceSink, IDisposable
{
    private readonly ServiceProvider _provider;

    public NodeUnderTest(Action<ITidingsBuilder> compose, Dictionary<string, string?>? configuration = null)
    {
        var services = new ServiceCollection();
        compose(services.AddTidings(Section(configuration ?? [])));
        services.AddSingleton(_ => new NodeWorld
        {
            Self = new NodeId(new byte[32]),
            Incarnation = 7,
            Seed = 1,
            Time = World.Time,
            Scheduler = World.Scheduler,
            MeterFactory = new TestMeterFactory(),
            LoggerFactory = NullLoggerFactory.Instance,
            Sender = this,
            Offences = this,
        });
        _provider = services.BuildServiceProvider();
    }

    public VirtualWorld World { get; } = new();

    public NodeGraph Graph => Get<NodeGraph>();

    public static void Memos(ITidingsBuilder node) =>
        node.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<AcceptMemos>());

    public static void Rulings(ITidingsBuilder node) =>
        node.AddArtifact<Ruling>("ruling", kind => kind.WithCodec<RulingCodec>().ValidatedBy<AcceptRulings>());

    public static IConfigurationSection Section(Dictionary<string, string?> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Tidings:{value.Key}", value.Value)))
        .Build()
        .GetSection("Tidings");

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public bool TrySend(OutboundMessage message) => false;

    public void Report(NodeId peer, Offence offence, string detail)
    {
    }

    public void Dispose() => _provider.Dispose();
}
