namespace OmniChannel.Webhooks;

/// <summary>Finds everything that is wrong with an endpoint's options at once, in words that say what to set and never show a secret.</summary>
internal static class WebhookOptionsCheck
{
    /// <summary>All problems; empty when there is none. Opens no connection.</summary>
    public static IReadOnlyList<string> Problems(WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        Name(options.Channel, problems);
        Endpoint(options, problems);
        Secrets(options.Secrets, problems);
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(10))
        {
            problems.Add($"Timeout is {options.Timeout}; expected more than nothing and at most ten minutes.");
        }

        return problems;
    }

    private static void Name(string channel, List<string> problems)
    {
        try
        {
            _ = new Channel(channel);
        }
        catch (ArgumentException wrong)
        {
            problems.Add($"Channel is no name of a channel: {wrong.Message}");
        }
    }

    private static void Endpoint(WebhookOptions options, List<string> problems)
    {
        if (options.Endpoint is not { IsAbsoluteUri: true } endpoint)
        {
            problems.Add("Endpoint is missing or not a whole URL; expected one such as https://example.com/omnichannel.");
            return;
        }

        if (endpoint.Scheme != Uri.UriSchemeHttps && !(options.AllowPrivateNetworks && endpoint.Scheme == Uri.UriSchemeHttp))
        {
            problems.Add($"Endpoint begins with {endpoint.Scheme}: and messages are personal; use https, or set AllowPrivateNetworks for http on a network of your own.");
        }

        if (endpoint.UserInfo.Length > 0)
        {
            problems.Add("Endpoint has a name or password before its host, which would not be sent; the signature already says who calls.");
        }
    }

    private static void Secrets(IList<string> secrets, List<string> problems)
    {
        if (secrets.Count == 0)
        {
            problems.Add("Secrets is empty; expected at least one, \"whsec_\" and 24 to 64 random bytes in base64.");
        }

        for (var at = 0; at < secrets.Count; at++)
        {
            if (WebhookSecret.Problem(secrets[at]) is { } problem)
            {
                problems.Add($"Secrets[{at}] {problem}");
            }
            else if (secrets.IndexOf(secrets[at]) < at)
            {
                problems.Add($"Secrets[{at}] is there twice; name each secret once.");
            }
        }
    }
}
