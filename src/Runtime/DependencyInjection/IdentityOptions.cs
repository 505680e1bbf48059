namespace Tidings.Runtime.DependencyInjection;

/// <summary>Where the node's key is found. Read once, when the node starts.</summary>
public sealed class IdentityOptions
{
    /// <summary>A PEM file with certificate and key, or a PKCS#12 file. Default none.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Of the PKCS#12 file or of an encrypted PEM key. Default none.</summary>
    public string? Password { get; set; }
}
