using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OmniChannel.Tests.Email;

/// <summary>A self-signed certificate for a name, and a file that trusts it, gone with the test.</summary>
internal sealed class TestCertificate : IDisposable
{
    public TestCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File = Path.Combine(Path.GetTempPath(), $"omnichannel-{Mail.FreshKey()}.pem");
        System.IO.File.WriteAllText(File, made.ExportCertificatePem());
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public X509Certificate2 Certificate { get; }

    public string File { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        System.IO.File.Delete(File);
    }
}
