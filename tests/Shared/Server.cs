namespace OmniChannel.Tests;

/// <summary>The real servers that <c>./test.sh</c> starts (build/servers), named to the tests by environment variables.</summary>
internal static class Server
{
    public const string SmtpPlain = "OMNICHANNEL_SMTP_PLAIN";
    public const string SmtpStartTls = "OMNICHANNEL_SMTP_STARTTLS";
    public const string SmtpImplicitTls = "OMNICHANNEL_SMTP_TLS";
    public const string SmtpSink = "OMNICHANNEL_SMTP_SINK";
    public const string Imap = "OMNICHANNEL_IMAP";
    public const string PostgreSql = "OMNICHANNEL_POSTGRESQL";
    public const string PostgreSqlPrograms = "OMNICHANNEL_POSTGRESQL_BIN";
    public const string RabbitMq = "OMNICHANNEL_RABBITMQ";
    public const string RabbitMqServer = "OMNICHANNEL_RABBITMQ_SERVER";
    public const string CertificateAuthority = "OMNICHANNEL_CA";

    /// <summary>Prism in front of the providers' specifications; see <c>build/servers/prism.cjs</c>.</summary>
    public const string Prism = "OMNICHANNEL_PRISM";

    public const string EmulatedTwilio = "OMNICHANNEL_EMULATE_TWILIO";
    public const string EmulatedResend = "OMNICHANNEL_EMULATE_RESEND";
    public const string EmulatedSlack = "OMNICHANNEL_EMULATE_SLACK";
    public const string Telegram = "OMNICHANNEL_TELEGRAM";
    public const string Bluesky = "OMNICHANNEL_BLUESKY";

    /// <summary>Kannel's sendsms, where it calls about what people write, and what its fake SMS centre has got. Only in long runs.</summary>
    public const string Kannel = "OMNICHANNEL_KANNEL";

    public const string KannelCallback = "OMNICHANNEL_KANNEL_CALLBACK";
    public const string KannelReceived = "OMNICHANNEL_KANNEL_RECEIVED";

    /// <summary>A <c>node_modules</c> with what providers published to verify signatures.</summary>
    public const string NodeVerifiers = "OMNICHANNEL_NODE_VERIFIERS";

    /// <summary>The double of APNs: <c>build/servers/apns.cjs</c>. The second takes one stream at a time, the third tells what came, the folder has its keys.</summary>
    public const string Apns = "OMNICHANNEL_APNS";
    public const string ApnsOneStream = "OMNICHANNEL_APNS_ONE_STREAM";
    public const string ApnsCame = "OMNICHANNEL_APNS_CAME";
    public const string ApnsFolder = "OMNICHANNEL_APNS_FOLDER";

    /// <summary>npm web-push-testing: a push service that decrypts.</summary>
    public const string WebPush = "OMNICHANNEL_WEBPUSH";

    /// <summary>A <c>node_modules</c> with what others wrote for push services.</summary>
    public const string PushPackages = "OMNICHANNEL_PUSH_PACKAGES";

    /// <summary>The variable's value, as it stands: an address, or the path of a program or file.</summary>
    public static string Require(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            Needs.Missing($"Needs {variable}; ./test.sh starts the servers and sets it.");
        }

        return value;
    }

    /// <summary>The host and port of a variable such as <c>127.0.0.1:2540</c>.</summary>
    public static (string Host, int Port) RequireEndpoint(string variable)
    {
        var value = Require(variable);
        var colon = value.LastIndexOf(':');
        return colon > 0 && int.TryParse(value.AsSpan(colon + 1), out var port)
            ? (value[..colon], port)
            : throw new InvalidOperationException($"{variable} is '{value}'; expected host:port.");
    }
}
