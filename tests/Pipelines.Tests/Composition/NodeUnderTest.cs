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

/// <summary>A node as a composer registers it, in virtual time, without sessions.</summary>
internal sealed class NodeUnderTest : IPeerSender, IOffenceSink, IDisposable
{
    public const ulong Incarnation = 7;

    private readonly ServiceProvider _provider;

    public NodeUnderTest(Action<ITidingsBuilder> compose, Dictionary<string, string?>? configuration = null, VirtualWorld? world = null, byte number = 0)
    {
        World = world ?? new VirtualWorld();
        Self = new NodeId([number, .. new byte[31]]);
        var services = new ServiceCollection();
        compose(services.AddTidings(Section(configuration ?? [])));
        services.AddSingleton(_ => new NodeWorld
        {
            Self = Self,
            Incarnation = Incarnation,
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

    public VirtualWorld World { get; }

    public NodeId Self { get; }

    /// <summary>Where messages go; false when no session takes them. Default: nowhere.</summary>
    public Func<OutboundMessage, bool> Wire { get; set; } = _ => false;

    public List<Offence> Offences { get; } = [];

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

    public bool TrySend(OutboundMessage message) => Wire(message);

    public void Report(NodeId peer, Offence offence, string detail) => Offences.Add(offence);

    public void Dispose() => _provider.Dispose();
}
