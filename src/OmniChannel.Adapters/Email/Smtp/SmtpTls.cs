using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>Turns a connection into a secure one, or says why not. The certificate is always checked, against the host's name.</summary>
internal static class SmtpTls
{
    /// <summary>Null when the connection is secure.</summary>
    public static async ValueTask<AttemptOutcome?> SecureAsync(SmtpConnection connection, SmtpOptions options)
    {
        var certificateProblem = SslPolicyErrors.None;
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            RemoteCertificateValidationCallback = (_, _, _, errors) => (certificateProblem = errors) == SslPolicyErrors.None,
        };
        try
        {
            tls.CertificateChainPolicy = await TrustAsync(options.TrustedCertificateFile).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, "TLS handshake: TrustedCertificateFile cannot be read as PEM.");
        }

        var broken = await connection.SecureAsync(tls, options.Timeouts.Tls).ConfigureAwait(false);
        if (certificateProblem != SslPolicyErrors.None)
        {
            return AttemptOutcome.NotSent(AttemptFault.Account, null, $"TLS handshake: the server's certificate is not trusted ({certificateProblem}).");
        }

        return broken == SmtpBreak.None ? null : SmtpVerdict.Of(SmtpStage.Tls, broken);
    }

    private static async ValueTask<X509ChainPolicy?> TrustAsync(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(await File.ReadAllTextAsync(file).ConfigureAwait(false));
        return policy;
    }
}
