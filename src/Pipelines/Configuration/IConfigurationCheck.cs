using Microsoft.Extensions.Configuration;

namespace Tidings.Pipelines.Configuration;

/// <summary>Reads and checks the sections that do not belong to the stages. All are asked before anything starts. From the container; several may be added.</summary>
internal interface IConfigurationCheck
{
    /// <summary>Keys at the top of the node's section that it knows; the rest of the section's keys are somebody else's or mistakes.</summary>
    IReadOnlyList<string> Sections { get; }

    /// <summary>Adds a sentence for each mistake.</summary>
    void Check(IConfiguration section, ICollection<string> mistakes);
}
