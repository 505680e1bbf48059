using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

// The default toolchain builds a project per run, which it does not know how to do for this framework: everything runs in this process.
var config = ManualConfig.CreateEmpty()
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .AddValidator(JitOptimizationsValidator.FailOnError)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.Gen0, Column.Gen1, Column.Gen2)
    .WithArtifactsPath(Path.Combine("artifacts", args is ["--smoke"] ? "smoke" : "benchmarks"))
    .WithOptions(ConfigOptions.DisableLogFile);

// Each benchmark once, without the large tables, which take their time to fill: whether they run, not how fast.
if (args is ["--smoke"])
{
    config.AddFilter(new SimpleFilter(benchmark => benchmark.Parameters.Items.All(parameter => parameter.Value is not > 10_000)));
    args = ["--filter", "*", "--job", "dry"];
}

string[] options = args.Contains("--inProcess") || args.Contains("-i") ? args : [.. args, "--inProcess"];
var isQuestion = args.Any(arg => arg is "--list" or "--help" or "--version" or "--info");
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(options, config).ToList();

// A benchmark that throws must not pass for one that was quick.
var haveRun = summaries.Count > 0 && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.Length > 0 && summary.Reports.All(report => report.Success));
return haveRun || isQuestion ? 0 : 1;
