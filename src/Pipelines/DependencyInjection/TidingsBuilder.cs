using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.Composition;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>What the verbs have said so far.</summary>
internal sealed class TidingsBuilder(IServiceCollection services, IConfigurationSection section) : ITidingsBuilder
{
    private readonly Dictionary<Type, string> _choices = [];

    public IServiceCollection Services => services;

    public IConfigurationSection Section => section;

    public List<ArtifactKind> Kinds { get; } = [];

    public List<GraphEdit> Edits { get; } = [];

    /// <summary>Choices that a later one replaced, as sentences for the operator.</summary>
    public List<string> Replaced { get; } = [];

    /// <summary>Notes a choice.</summary>
    public void Choose(Type service, string verb)
    {
        if (_choices.TryGetValue(service, out var earlier))
        {
            Replaced.Add($"{verb} replaces {earlier}, which was said before: one of them is enough.");
        }

        _choices[service] = verb;
    }
}
