using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Security;

namespace Tidings.Runtime.Tests.Security;

public class NodeIdentityTests
{
    [Test]
    public void The_id_is_the_hash_of_the_subject_public_key_info()
    {
        using var identity = NodeIdentity.Create();
        using var key = identity.Certificate.GetECDsaPublicKey()!;
        Assert.That(identity.Id, Is.EqualTo(new NodeId(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))));
        using var other = NodeIdentity.Create();
        Assert.That(other.Id, Is.Not.EqualTo(identity.Id));
    }

    [Test]
    public void The_same_key_is_the_same_node()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var once = NodeIdentity.FromKey(key);
        using var again = NodeIdentity.FromKey(key);
        Assert.That(again.Id, Is.EqualTo(once.Id));
    }

    [TestCase(null)]
    [TestCase("open sesame")]
    public void What_is_saved_as_PKCS12_is_loaded_again(string? password)
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        identity.SavePfx(folder.File("node.pfx"), password);

        using var loaded = NodeIdentity.Load(folder.File("node.pfx"), password);

        Assert.That(loaded.Id, Is.EqualTo(identity.Id));
        AssertSignsFor(identity, loaded);
    }

    [Test]
    public void What_is_saved_as_PEM_is_loaded_again_and_can_be_saved_in_the_other_form()
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        identity.SavePem(folder.File("node.pem"));

        using var loaded = NodeIdentity.Load(folder.File("node.pem"));
        loaded.SavePfx(folder.File("node.pfx"));
        using var again = NodeIdentity.Load(folder.File("node.pfx"));

        Assert.That(again.Id, Is.EqualTo(identity.Id));
        AssertSignsFor(identity, again);
    }

    [Test]
    public void An_encrypted_PEM_key_needs_its_password()
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        using var key = identity.Certificate.GetECDsaPrivateKey()!;
        var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(folder.File("node.pem"), identity.Certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem("secret", pbe));

        using var loaded = NodeIdentity.Load(folder.File("node.pem"), "secret");
        Assert.That(loaded.Id, Is.EqualTo(identity.Id));
        Assert.That(() => NodeIdentity.Load(folder.File("node.pem")), Throws.TypeOf<IdentityException>().With.Message.Contains("password is needed"));
        Assert.That(() => NodeIdentity.Load(folder.File("node.pem"), "wrong"), Throws.TypeOf<IdentityException>().With.Message.Contains("password is wrong"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_read_a_saved_key()
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        identity.SavePem(folder.File("node.pem"));
        identity.SavePfx(folder.File("node.pfx"));
        foreach (var name in new[] { "node.pem", "node.pfx" })
        {
            Assert.That(File.GetUnixFileMode(folder.File(name)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), name);
        }
    }

    [Test]
    public void A_saved_identity_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        using var first = NodeIdentity.Create();
        using var second = NodeIdentity.Create();
        first.SavePem(folder.File("node.pem"));
        Assert.That(() => second.SavePem(folder.File("node.pem")), Throws.TypeOf<IdentityException>().With.Message.Contains("exists already"));
        using var kept = NodeIdentity.Load(folder.File("node.pem"));
        Assert.That(kept.Id, Is.EqualTo(first.Id));
    }

    [Test]
    public void What_cannot_be_used_is_named_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        using var p384 = Certificates.Ec(ECCurve.NamedCurves.nistP384);
        using var p384Key = p384.GetECDsaPrivateKey()!;
        identity.SavePfx(folder.File("locked.pfx"), "secret");
        File.WriteAllText(folder.File("public.pem"), identity.Certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("key.pem"), p384Key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(folder.File("p384.pem"), p384.ExportCertificatePem() + "\n" + p384Key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(folder.File("public.pfx"), X509CertificateLoader.LoadCertificate(identity.Certificate.RawData).Export(X509ContentType.Pfx));
        File.WriteAllBytes(folder.File("junk.pfx"), [1, 2, 3]);
        File.WriteAllBytes(folder.File("huge.pem"), new byte[1024 * 1024]);

        (string File, string Reason)[] cases =
        [
            ("missing.pem", "There is no identity"),
            ("locked.pfx", "needs a password"),
            ("public.pem", "no private key"),
            ("public.pfx", "no private key"),
            ("key.pem", "no certificate"),
            ("p384.pem", "P-256"),
            ("junk.pfx", "damaged"),
            ("huge.pem", "larger than"),
        ];
        foreach (var (file, reason) in cases)
        {
            Assert.That(
                () => NodeIdentity.Load(folder.File(file)),
                Throws.TypeOf<IdentityException>().With.Message.Contains(reason).And.Message.Contains(folder.File(file)),
                file);
        }

        Assert.That(() => NodeIdentity.Load(folder.Path), Throws.TypeOf<IdentityException>());
        Assert.That(() => identity.SavePem(folder.File("no/such/folder.pem")), Throws.TypeOf<IdentityException>().With.Message.Contains("cannot be written"));
    }

    private static void AssertSignsFor(NodeIdentity original, NodeIdentity loaded)
    {
        using var signer = loaded.Certificate.GetECDsaPrivateKey()!;
        using var verifier = original.Certificate.GetECDsaPublicKey()!;
        byte[] data = [1, 2, 3];
        Assert.That(verifier.VerifyData(data, signer.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256), Is.True);
    }
}
