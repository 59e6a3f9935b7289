namespace OmniChannel;

/// <summary>One account at Amazon SES, in one region.</summary>
public sealed class AmazonSesOptions : EmailApiOptions
{
    /// <summary>The region: "eu-central-1". Required; <see cref="HttpAccountOptions.BaseAddress"/> overrides the address that follows from it, never what is signed.</summary>
    public string Region { get; set; } = "";

    /// <summary>The access key's id; it needs the permission ses:SendEmail (ses:SendRawEmail). Required, unless <see cref="CredentialsFrom"/> was called.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary>The access key's secret.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>The session token, where the key is a temporary one; null for none. What runs out is better had by <see cref="CredentialsFrom"/>.</summary>
    public string? SessionToken { get; set; }

    /// <summary>The configuration set that mail is sent with: it says which events are published, and only those name our delivery. Null for the identity's own.</summary>
    public string? ConfigurationSet { get; set; }

    /// <summary>The ARNs of the SNS topics that events and received mails come by; calls for any other are refused. None when events are not listened to.</summary>
    public IList<string> Topics { get; } = [];

    internal Func<CancellationToken, ValueTask<AmazonCredentials>>? CredentialSource { get; private set; }

    /// <summary>Asks for the credentials before every request, for keys that are renewed: of an instance's or a container's role. The source keeps them; it is asked by many threads.</summary>
    /// <param name="source">Gives what is valid now; an <see cref="HttpRequestException"/> ends the attempt as not sent.</param>
    public void CredentialsFrom(Func<CancellationToken, ValueTask<AmazonCredentials>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        CredentialSource = source;
    }
}
