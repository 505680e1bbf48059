using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipelines.Tests.Composition;
using Tidings.Pipelines;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.DependencyInjection;

namespace Pipelines.Tests.Configuration;

public sealed class MistakesTests
{
    [Test]
    public void All_mistakes_are_reported_at_once_by_their_names()
    {
        var mistakes = MistakesOf(
            builder =>
            {
                NodeUnderTest.Memos(builder);
                builder.AddArtifact<Ruling>("Bad Name", _ => { });
                builder.Services.AddSingleton<IConfigurationCheck>(new Check("Listen"));
            },
            new()
            {
                ["Download:HedgeMin"] = "00:00:05",
                ["Download:Hegde"] = "1",
                ["Validate:Parallelism"] = "0",
                ["Pool:RefusedFor"] = "soon",
                ["Kinds:memo:PushBelowBytes"] = "8000",
                ["Kinds:memo:ChunkSize"] = "4096",
                ["Kinds:memos:Slots"] = "8",
                ["Lisetn"] = "x",
            });
        string[] expected =
        [
            "\"Bad Name\" is no name of a kind",
            "\"Bad Name\" has no codec",
            "\"Bad Name\" has no validator",
            "Download:HedgeMin is 00:00:05, above Download:HedgeMax, 00:00:01",
            "Tidings:Download:Hegde: there is no such setting",
            "Tidings:Validate:Parallelism is 0",
            "Tidings:Pool:RefusedFor: \"soon\" is not a value of the type TimeSpan",
            "Kinds:memo:PushBelowBytes is 8000, above Kinds:memo:ChunkSize, 4096",
            "Tidings:Kinds:memos: there is no such kind",
            "Tidings:Lisetn: there is no such section",
            "Listen is missing",
        ];
        foreach (var part in expected)
        {
            Assert.That(mistakes, Has.Some.Contain(part));
        }

        Assert.That(mistakes, Has.Count.EqualTo(expected.Length), string.Join('\n', mistakes));
    }

    [TestCase("Kinds:memo:PoolBytes", "1000", "would never fit into Kinds:memo:PoolBytes")]
    [TestCase("Kinds:memo:MaxBytes", "1099511627776", "chunks of Kinds:memo:ChunkSize")]
    [TestCase("Kinds:memo:Slots", "70000", "above Prioritize:AdvertsPerPeerMax")]
    [TestCase("Kinds:memo:DownloadBytes", "2147483648", "above Ledger:NodeBytes")]
    [TestCase("Ledger:PerPeerBytes", "1048576", "would never fit into Ledger:PerPeerBytes", "Kinds:memo:ChunkSize", "4194304")]
    [TestCase("Scores:FirstBan", "02:00:00", "above Scores:LongestBan")]
    [TestCase("Download:RetryMin", "00:10:00", "above Download:RetryMax")]
    [TestCase("Validate:FaultRetryMin", "00:10:00", "above Validate:FaultRetryMax")]
    public void Limits_that_contradict_each_other_are_mistakes(string key, string value, string expected, string? otherKey = null, string? otherValue = null)
    {
        var values = new Dictionary<string, string?> { [key] = value };
        if (otherKey is not null)
        {
            values[otherKey] = otherValue;
        }

        Assert.That(MistakesOf(NodeUnderTest.Memos, values), Has.Some.Contain(expected));
    }

    [Test]
    public void Two_kinds_of_one_name_and_two_of_one_type_are_mistakes()
    {
        Assert.That(
            MistakesOf(builder =>
            {
                NodeUnderTest.Memos(builder);
                NodeUnderTest.Memos(builder);
            }),
            Has.Some.Contain("\"memo\" was added more than once"));
        Assert.That(
            MistakesOf(builder =>
            {
                NodeUnderTest.Memos(builder);
                builder.AddArtifact<Memo>("note", kind => kind.WithCodec<MemoCodec>().ValidatedBy<AcceptMemos>());
            }),
            Has.Some.Contain("\"memo\", \"note\" have one type, Memo"));
        Assert.That(MistakesOf(_ => { }), Has.Some.Contain("The node has 0 kinds"));
    }

    [Test]
    public void An_edit_that_leaves_the_graph_broken_is_a_mistake()
    {
        var unknown = MistakesOf(builder =>
        {
            NodeUnderTest.Memos(builder);
            builder.ConfigureGraph(graph => graph.Before(Stages.Of<Memo>("mmeo").Move));
        });
        Assert.That(unknown, Has.Some.StartsWith("ConfigureGraph: ").And.Some.Contain("mmeo/move"));
        var dangling = MistakesOf(builder =>
        {
            NodeUnderTest.Memos(builder);
            builder.ConfigureGraph(graph => graph.Add(new Tidings.Blocks.Stage<int, int>("lonely"), _ => throw new InvalidOperationException()));
        });
        Assert.That(dangling, Has.Some.Contain("lonely"));
    }

    [Test]
    public void Configuration_goes_over_code_and_code_over_defaults()
    {
        using var node = new NodeUnderTest(
            builder => builder.AddArtifact<Memo>("memo", kind => kind
                .WithCodec<MemoCodec>()
                .ValidatedBy<AcceptMemos>()
                .WithLimits(limits =>
                {
                    limits.Slots = 10;
                    limits.Weight = 3;
                })),
            new() { ["kinds:memo:slots"] = "20", ["Validate:Deadline"] = "00:00:09" });
        var options = node.Get<TidingsOptions>();
        Assert.That((options.Kinds["memo"].Slots, options.Kinds["memo"].Weight, options.Kinds["memo"].ChunkSize), Is.EqualTo((20, 3, 256 << 10)));
        Assert.That(options.Validate.Deadline, Is.EqualTo(TimeSpan.FromSeconds(9)));
    }

    [Test]
    public void A_later_choice_replaces_the_earlier_and_is_noted()
    {
        var services = new ServiceCollection();
        var builder = services.AddTidings(NodeUnderTest.Section([]));
        builder.Choose<IConfigurationCheck>("UseOne", _ => new Check("one"));
        builder.Choose<IConfigurationCheck>("UseTwo", _ => new Check("two"));
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetServices<IConfigurationCheck>().Single().Sections, Is.EqualTo(new[] { "two" }));
        Assert.That(provider.GetRequiredService<TidingsBuilder>().Replaced.Single(), Does.StartWith("UseTwo replaces UseOne"));
        Assert.That(() => services.AddTidings(NodeUnderTest.Section([])), Throws.InvalidOperationException);
    }

    private static IReadOnlyList<string> MistakesOf(Action<ITidingsBuilder> compose, Dictionary<string, string?>? configuration = null)
    {
        using var node = new NodeUnderTest(compose, configuration);
        return Assert.Throws<TidingsConfigurationException>(() => node.Get<NodeSetup>())!.Mistakes;
    }

    private sealed class Check(string section) : IConfigurationCheck
    {
        public IReadOnlyList<string> Sections => [section];

        void IConfigurationCheck.Check(IConfiguration node, ICollection<string> mistakes)
        {
            if (node[section] is null)
            {
                mistakes.Add($"{section} is missing.");
            }
        }
    }
}
