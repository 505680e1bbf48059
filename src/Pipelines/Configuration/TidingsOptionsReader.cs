using System.Reflection;
using Microsoft.Extensions.Configuration;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Composition;

namespace Tidings.Pipelines.Configuration;

/// <summary>From the configuration section and the limits in code to the options of a node, with every mistake on the way.</summary>
internal static class TidingsOptionsReader
{
    private static readonly PropertyInfo[] Sections =
        [.. typeof(TidingsOptions).GetProperties().Where(property => property.Name != nameof(TidingsOptions.Kinds))];

    public static TidingsOptions Read(
        IConfigurationSection section,
        IReadOnlyList<ArtifactKind> kinds,
        IReadOnlyList<IConfigurationCheck> checks,
        List<string> mistakes)
    {
        var options = new TidingsOptions();
        foreach (var property in Sections)
        {
            SectionReader.Read(property.GetValue(options)!, section.GetSection(property.Name), mistakes);
        }

        options.Kinds = ReadKinds(section.GetSection(nameof(TidingsOptions.Kinds)), kinds, mistakes);
        List<string> known = [.. Sections.Select(property => property.Name), nameof(TidingsOptions.Kinds), .. checks.SelectMany(check => check.Sections)];
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add($"{child.Path}: there is no such section. A node has {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }

        foreach (var check in checks)
        {
            check.Check(section, mistakes);
        }

        return options;
    }

    private static Dictionary<string, KindLimits> ReadKinds(IConfigurationSection section, IReadOnlyList<ArtifactKind> kinds, List<string> mistakes)
    {
        var all = new Dictionary<string, KindLimits>(StringComparer.Ordinal);
        foreach (var kind in kinds.Where(kind => !all.ContainsKey(kind.Name)))
        {
            var limits = new KindLimits();
            kind.Limit(limits);
            SectionReader.Read(limits, section.GetSection(kind.Name), mistakes);
            all.Add(kind.Name, limits);
        }

        foreach (var child in section.GetChildren().Where(child => !all.Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add($"{child.Path}: there is no such kind. This node has {(all.Count == 0 ? "none" : string.Join(", ", all.Keys))}.");
        }

        return all;
    }
}
