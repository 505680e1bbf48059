using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>A signal of a running graph, whatever it says.</summary>
internal interface ISignalCell
{
    string Name { get; }

    void Bind(IDataflowBlock target);
}
