using System.Text.Json;

namespace Tidings.Node.Tests.Commands;

/// <summary>Benchmarks as a user starts them.</summary>
[CancelAfter(60_000)]
public sealed class BenchCommandTests
{
    [Test]
    public async Task Each_row_is_a_line_of_JSON_with_the_machine(CancellationToken cancellationToken)
    {
        var plots = Directory.CreateTempSubdirectory("tidings-test-").FullName;
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "bench", "broadcast", "--nodes", "2", "--lanes", "1", "--rows", "1KiB:4,2KiB:1", "--rounds", "1", "--seconds", "0.1", "--warmup", "0.1", "--json", "--plots", plots);

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        using var rate = JsonDocument.Parse(lines[0]);
        using var latency = JsonDocument.Parse(lines[1]);
        Assert.That(rate.RootElement.GetProperty("bench").GetString(), Is.EqualTo("broadcast"));
        Assert.That(rate.RootElement.GetProperty("ratio").GetProperty("median").GetDouble(), Is.Positive);
        Assert.That(rate.RootElement.GetProperty("machine").GetProperty("tls").GetString(), Does.StartWith("TLS_"));
        Assert.That(latency.RootElement.GetProperty("figure").GetString(), Is.EqualTo("latency"));
        Assert.That(latency.RootElement.GetProperty("tidings").GetProperty("everywhere_p50_ms").GetDouble(), Is.Positive);
        Assert.That(Directory.GetFiles(plots).Select(Path.GetFileName).Order(), Is.EqualTo(new[]
        {
            "bench-broadcast-1-latency.svg", "bench-broadcast-2-latency.svg", "bench-broadcast-rate.svg", "bench-broadcast-time-of-single.svg",
        }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(plots, "bench-broadcast-rate.svg"), cancellationToken), Does.Contain("1KiB").And.Contain("<svg"));
        Directory.Delete(plots, recursive: true);
    }

    [Test]
    public async Task Scaling_compares_two_sizes_of_subnet(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken, "bench", "scaling", "--nodes", "2", "--to", "3", "--lanes", "1", "--rows", "1KiB:6", "--rounds", "1", "--seconds", "0.1", "--warmup", "0.1", "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        var growth = line.RootElement.GetProperty("large").GetProperty("cpu_ratio").GetProperty("median").GetDouble()
            / line.RootElement.GetProperty("small").GetProperty("cpu_ratio").GetProperty("median").GetDouble();
        Assert.That(line.RootElement.GetProperty("cpu_ratio_growth").GetDouble(), Is.EqualTo(growth).Within(1e-9));
        Assert.That(line.RootElement.GetProperty("large").GetProperty("publishers").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Urgent_artifacts_are_told_alone_and_under_bulk(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken, "bench", "urgent", "--nodes", "3", "--lanes", "2", "--rows", "300KiB:3", "--rounds", "1", "--seconds", "0.5", "--warmup", "0.1", "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        var (urgent, idle, bulk) = (Figure("urgent_p99_ms"), Figure("idle_p99_ms"), Figure("bulk_p50_ms"));
        Assert.That(Figure("p99_over_bulk_p50"), Is.EqualTo(urgent / bulk).Within(1e-9));
        Assert.That(Figure("p99_over_idle_p99"), Is.EqualTo(urgent / idle).Within(1e-9));
        Assert.That(Figure("urgent_deliveries") % 2, Is.Zero);
        Assert.That(Figure("idle_deliveries"), Is.Positive);
        Assert.That(Figure("hashed_again"), Is.GreaterThanOrEqualTo(3));

        double Figure(string name) => line.RootElement.GetProperty(name).GetDouble();
    }

    [Test]
    public async Task A_row_is_measured_with_one_process_and_with_one_for_each_node(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "bench", "broadcast", "--process-per-node", "--nodes", "2", "--lanes", "1", "--rows", "1KiB:4", "--rounds", "1", "--seconds", "0.1", "--warmup", "0.1", "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        var kept = Ratio("process_per_node") / Ratio("one_process");
        Assert.That(line.RootElement.GetProperty("kept").GetDouble(), Is.EqualTo(kept).Within(1e-9));

        double Ratio(string name) => line.RootElement.GetProperty(name).GetProperty("ratio").GetProperty("median").GetDouble();
    }

    [Test]
    public async Task A_late_joiner_is_one_line(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "bench", "late-joiner", "--nodes", "2", "--lanes", "1", "--rows", "1KiB:6", "--count", "50", "--rounds", "1", "--seconds", "0.1", "--warmup", "0.1", "--deadline", "30", "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        Assert.That(line.RootElement.GetProperty("count").GetInt32(), Is.EqualTo(50));
        Assert.That(line.RootElement.GetProperty("idle").GetProperty("artifacts_per_s").GetProperty("median").GetDouble(), Is.Positive);
        Assert.That(line.RootElement.GetProperty("others_kept").GetProperty("median").GetDouble(), Is.Positive);
        Assert.That(line.RootElement.GetProperty("hashed_again").GetInt32(), Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public async Task A_late_joiner_has_limits(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(cancellationToken, "bench", "late-joiner", "--count", "0", "--deadline", "0");

        result.AssertFailed("--count", "--deadline");
    }

    [Test]
    public async Task Every_mistake_in_the_options_is_told_at_once(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "bench", "broadcast", "--nodes", "99", "--publishers", "100", "--lanes", "0", "--rows", "1KiB,huge", "--rounds", "0", "--seconds", "0", "--warmup", "-1", "--only", "nats");

        result.AssertFailed("--nodes", "--publishers", "--lanes", "huge", "--rounds", "--seconds", "--warmup", "--only");
    }
}
