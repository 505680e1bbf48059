using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tidings.Runtime.Security;

/// <summary>Identities on disk. Every way to fail becomes one <see cref="IdentityException"/> that names the file.</summary>
internal static class IdentityFile
{
    // A P-256 certificate with its key is below 2 KiB; what is larger is not an identity, and is not read into memory.
    private const int BytesMax = 64 * 1024;

    public static NodeIdentity Load(string path, string? password)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Read(path);
        try
        {
            using var certificate = bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0
                ? FromPem(path, Encoding.UTF8.GetString(bytes), password)
                : X509CertificateLoader.LoadPkcs12(bytes, password, X509KeyStorageFlags.Exportable);
            return NodeIdentity.FromCertificate(certificate, $"'{path}'");
        }
        catch (CryptographicException e)
        {
            var hint = password is null ? "it is damaged, or needs a password" : "it is damaged, or the password is wrong";
            throw new IdentityException($"'{path}' cannot be used as an identity: {hint} ({e.Message}).", e);
        }
    }

    public static void SavePem(string path, X509Certificate2 certificate)
    {
        using var key = PrivateKey(certificate);
        var pem = certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
        Write(path, Encoding.ASCII.GetBytes(pem));
    }

    public static void SavePfx(string path, X509Certificate2 certificate, string? password) =>
        Write(path, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password));

    private static ECDsa PrivateKey(X509Certificate2 certificate) =>
        certificate.GetECDsaPrivateKey() ?? throw new IdentityException("The identity is disposed or holds no private key.");

    private static X509Certificate2 FromPem(string path, string text, string? password)
    {
        var hasKey = text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        if (!hasKey || !text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            throw new IdentityException($"'{path}' holds no {(hasKey ? "certificate" : "private key")}: a node needs the certificate and its key in one file.");
        }

        if (text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
        {
            return password is null
                ? throw new IdentityException($"The key in '{path}' is encrypted: a password is needed.")
                : X509Certificate2.CreateFromEncryptedPem(text, text, password);
        }

        return X509Certificate2.CreateFromPem(text, text);
    }

    private static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > BytesMax)
            {
                throw new IdentityException($"'{path}' is no identity: it is larger than {BytesMax} bytes.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IdentityException($"There is no identity at '{path}'. Make one with 'tidings identity new'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IdentityException($"The identity '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IdentityException($"'{path}' exists already. Identities are never overwritten: move it away first.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IdentityException($"The identity '{path}' cannot be written: {e.Message}", e);
        }
    }
}
