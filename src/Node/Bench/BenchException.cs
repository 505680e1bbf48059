namespace Tidings.Node.Bench;

/// <summary>A run that gives no figures: something was lost, wrong, or not ready in time. The message is for whoever runs the benchmark.</summary>
internal sealed class BenchException(string message) : InvalidOperationException(message);
