using OmniChannel;

namespace QuickStart;

/// <summary><c>--smtp host:port</c>, and <c>--to address</c> for whoever should get the e-mail.</summary>
internal sealed record SmtpArgument(string Host, int Port, string? To)
{
    public static SmtpArgument? Parse(string[] args)
    {
        var server = After(args, "--smtp");
        if (server is null)
        {
            return null;
        }

        var colon = server.LastIndexOf(':');
        return colon > 0 && int.TryParse(server.AsSpan(colon + 1), out var port)
            ? new SmtpArgument(server[..colon], port, After(args, "--to"))
            : throw new ArgumentException($"--smtp {server}: expected host:port, such as --smtp localhost:2525.");
    }

    /// <summary>A server on this machine is spoken to in plain text, any other by STARTTLS.</summary>
    public void Apply(SmtpOptions options)
    {
        options.Host = Host;
        options.Port = Port;
        options.Security = Host is "localhost" or "127.0.0.1" or "::1" ? SmtpSecurity.None : SmtpSecurity.StartTls;
        options.From = "shop@example.test";
        options.FromName = "Wanderlust Outdoor";
    }

    private static string? After(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
