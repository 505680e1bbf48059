using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>From what the verbs said to a setup without mistakes; or all mistakes at once.</summary>
internal static partial class SetupReader
{
    /// <exception cref="TidingsConfigurationException">Everything that is wrong.</exception>
    public static NodeSetup Read(TidingsBuilder builder, IServiceProvider provider)
    {
        var mistakes = new List<string>();
        CheckKinds(builder.Kinds, mistakes);
        var options = TidingsOptionsReader.Read(builder.Section, builder.Kinds, [.. provider.GetServices<IConfigurationCheck>()], mistakes);
        TidingsOptionsValidator.Check(options, mistakes);
        var setup = new NodeSetup([.. builder.Kinds], options, [.. builder.Edits]);
        CheckGraph(setup, mistakes);
        if (mistakes.Count > 0)
        {
            throw new TidingsConfigurationException(mistakes);
        }

        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Tidings.Configuration");
        foreach (var replaced in logger is null ? [] : builder.Replaced)
        {
            ChoiceReplaced(logger!, replaced);
        }

        return setup;
    }

    private static void CheckKinds(List<ArtifactKind> kinds, List<string> mistakes)
    {
        if (kinds.Count is 0 or > WireLimits.KindsMax)
        {
            mistakes.Add($"The node has {kinds.Count} kinds of artifact; 1 to {WireLimits.KindsMax} are possible. AddArtifact adds one.");
        }

        foreach (var name in kinds.GroupBy(kind => kind.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            mistakes.Add($"The kind \"{name}\" was added more than once.");
        }

        foreach (var group in kinds.GroupBy(kind => kind.Artifact).Where(group => group.Select(kind => kind.Name).Distinct().Count() > 1))
        {
            mistakes.Add($"The kinds {string.Join(", ", group.Select(kind => $"\"{kind.Name}\""))} have one type, {group.Key.Name}: each needs a type of its own.");
        }

        foreach (var kind in kinds)
        {
            CheckKind(kind, mistakes);
        }
    }

    private static void CheckKind(ArtifactKind kind, List<string> mistakes)
    {
        if (kind.Name.Length is 0 or > WireLimits.KindNameBytesMax || !kind.Name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            mistakes.Add($"\"{kind.Name}\" is no name of a kind: 1 to {WireLimits.KindNameBytesMax} lower-case letters, digits and hyphens.");
        }

        if (kind.Codec is null)
        {
            mistakes.Add($"The kind \"{kind.Name}\" has no codec; WithCodec gives it one.");
        }

        if (kind.Validator is null)
        {
            mistakes.Add($"The kind \"{kind.Name}\" has no validator; ValidatedBy gives it one.");
        }
    }

    /// <summary>Draws the graph once, to find out what is wrong with it. Skipped when the kinds themselves are.</summary>
    private static void CheckGraph(NodeSetup setup, List<string> mistakes)
    {
        if (mistakes.Count > 0 && setup.Kinds.Select(kind => kind.Name).Distinct(StringComparer.Ordinal).Count() < setup.Kinds.Count)
        {
            return;
        }

        try
        {
            mistakes.AddRange(setup.Draw(static () => throw new InvalidOperationException("Blocks are made when the graph starts.")).Mistakes());
        }
        catch (InvalidOperationException exception)
        {
            mistakes.Add($"ConfigureGraph: {exception.Message}");
        }
    }

    [LoggerMessage(Telemetry.EventIds.ChoiceReplaced, LogLevel.Warning, "{Sentence}")]
    private static partial void ChoiceReplaced(ILogger logger, string sentence);
}
