using System.CommandLine;

namespace Tidings.Node.Commands;

/// <summary>The option that names a running node's HTTP endpoint.</summary>
internal static class NodeUrl
{
    public static Option<Uri> Create()
    {
        var option = new Option<Uri>("--node")
        {
            Description = "The node's HTTP endpoint, for example http://127.0.0.1:5080.",
            Required = true,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                {
                    return url;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no URL of a node; http://127.0.0.1:5080 would be one.");
                return null;
            },
        };
        return option;
    }
}
