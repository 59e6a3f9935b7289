using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OmniChannel.Testing;

/// <summary>Certificates of a <see cref="ProviderDouble"/> that no client may believe: nobody but they themselves vouch for them.</summary>
internal static class DoubleCertificate
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One for 127.0.0.1.</summary>
    public static X509Certificate2 SelfSigned() => Make(names => names.AddIpAddress(IPAddress.Loopback));

    /// <summary>One for somebody else's name.</summary>
    public static X509Certificate2 OfAnother() => Make(static names => names.AddDnsName("elsewhere.example"));

    private static X509Certificate2 Make(Action<SubjectAlternativeNameBuilder> name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        var request = new CertificateRequest("CN=double", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(From, From.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
