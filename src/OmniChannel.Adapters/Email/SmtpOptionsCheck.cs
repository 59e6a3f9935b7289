namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account's options at once, in words that say what to set.</summary>
internal static class SmtpOptionsCheck
{
    /// <summary>All problems; empty when there is none. Opens no connection; looks whether the certificate file is there.</summary>
    public static IReadOnlyList<string> Problems(SmtpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        Server(options, problems);
        Login(options, problems);
        Mailbox(nameof(SmtpOptions.From), options.From, required: true, problems);
        Mailbox(nameof(SmtpOptions.ReplyTo), options.ReplyTo, required: false, problems);
        Mailbox(nameof(SmtpOptions.ReturnPath), options.ReturnPath, required: false, problems);
        Mailbox(nameof(SmtpOptions.UnsubscribeMailbox), options.UnsubscribeMailbox, required: false, problems);
        if (HeaderText.HasControl(options.FromName))
        {
            problems.Add("FromName has a control character such as a line break; a name is one line.");
        }

        if (options.TrustedCertificateFile is { } file && !File.Exists(file))
        {
            problems.Add($"TrustedCertificateFile '{file}' does not exist; name a PEM file, or set null for the machine's authorities.");
        }

        Lines(options, problems);
        DkimKeyCheck.Add(options, problems);
        foreach (var (name, value) in Times(options.Timeouts))
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            {
                problems.Add($"Timeouts.{name} is {value}; expected more than nothing and at most an hour.");
            }
        }

        return problems;
    }

    private static void Server(SmtpOptions options, List<string> problems)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            problems.Add("Host is missing or no host name; expected one such as smtp.example.com.");
        }

        if (options.Port is < 1 or > 65535)
        {
            problems.Add($"Port is {options.Port}; expected 1 to 65535, or null for the usual one.");
        }

        if (!Enum.IsDefined(options.Security))
        {
            problems.Add($"Security is {options.Security}; expected StartTls, ImplicitTls or None.");
        }

        if (options.ClientName is { } name && Uri.CheckHostName(name) != UriHostNameType.Dns)
        {
            problems.Add("ClientName is no domain name; expected one such as mail.example.com, or null.");
        }
    }

    private static void Lines(SmtpOptions options, List<string> problems)
    {
        if (options.MessagesPerConnection < 1)
        {
            problems.Add($"MessagesPerConnection is {options.MessagesPerConnection}; expected at least 1.");
        }

        if (options.IdleConnections is < 0 or > 1_000)
        {
            problems.Add($"IdleConnections is {options.IdleConnections}; expected 0 to 1,000.");
        }

        if (options.IdleTime <= TimeSpan.Zero || options.IdleTime > TimeSpan.FromHours(1))
        {
            problems.Add($"IdleTime is {options.IdleTime}; expected more than nothing and at most an hour.");
        }
    }

    private static void Login(SmtpOptions options, List<string> problems)
    {
        if (string.IsNullOrEmpty(options.UserName) != string.IsNullOrEmpty(options.Password))
        {
            problems.Add("UserName and Password go together; set both or neither.");
        }

        if (HeaderText.HasControl(options.UserName) || HeaderText.HasControl(options.Password))
        {
            problems.Add("UserName or Password has a control character, which AUTH cannot carry.");
        }

        if (options is { Security: SmtpSecurity.None, AllowPlainTextAuthentication: false } && !string.IsNullOrEmpty(options.UserName))
        {
            problems.Add("Security is None, so the password would travel in plain text; use StartTls or ImplicitTls, or set AllowPlainTextAuthentication for a relay on the same machine.");
        }
    }

    private static void Mailbox(string name, string? address, bool required, List<string> problems)
    {
        if (string.IsNullOrEmpty(address))
        {
            if (required)
            {
                problems.Add($"{name} is missing; expected an address such as shop@example.com.");
            }
        }
        else if (EmailAddress.Check(address) is { IsValid: false } check)
        {
            problems.Add($"{name} '{address}' is no address: {check.Problem}");
        }
    }

    private static (string Name, TimeSpan Value)[] Times(SmtpTimeouts times) =>
    [
        (nameof(times.Connect), times.Connect), (nameof(times.Tls), times.Tls), (nameof(times.Greeting), times.Greeting),
        (nameof(times.Command), times.Command), (nameof(times.DataStart), times.DataStart), (nameof(times.DataBlock), times.DataBlock),
        (nameof(times.DataEnd), times.DataEnd), (nameof(times.Quit), times.Quit),
    ];
}
