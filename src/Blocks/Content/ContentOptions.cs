using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Content;

/// <summary>Where artifacts live that are too large for memory. Read once, when the node starts.</summary>
public sealed class ContentOptions
{
    /// <summary>
    /// Directory of the spool files. Default: the system's directory for temporary files; made when it is missing. The files have no names: nothing is
    /// left there when the process ends. An artifact lives there when it is above a quarter of its kind's DownloadBytes.
    /// </summary>
    [Required]
    public string SpoolDirectory { get; set; } = Path.GetTempPath();
}
