using OmniChannel.Email;

namespace OmniChannel.Accounts;

/// <summary>Finds what is wrong with what all accounts over HTTP have, in words that say what to set and never show a secret.</summary>
internal static class HttpAccountCheck
{
    private const int MaxScope = 200;

    /// <summary>The problems of the members that <see cref="HttpAccountOptions"/> has; a provider's check adds its own.</summary>
    public static List<string> Problems(HttpAccountOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [];
        if (options.BaseAddress is { } address)
        {
            Url(nameof(options.BaseAddress), address, options.AllowPrivateNetworks, problems);
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(10))
        {
            problems.Add($"Timeout is {options.Timeout}; expected more than nothing and at most ten minutes.");
        }

        if (options.OptOutScope is { } scope && (scope.Trim().Length == 0 || scope.Length > MaxScope || scope.Any(char.IsControl)))
        {
            problems.Add($"OptOutScope is empty, longer than {MaxScope} characters or has a control character; leave it out for the whole channel.");
        }

        problems.AddRange(options.Outcomes.Where(one => string.IsNullOrWhiteSpace(one.Key) || !Enum.IsDefined(one.Value)).Select(one => $"Outcomes has '{one.Key}', which is empty or means nothing that is known."));
        return problems;
    }

    /// <summary>A value that has to be there, as one line of visible text: a key, a token, a name that goes into a URL or a header.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value; never shown.</param>
    /// <param name="expected">What it looks like: "the API key, which begins with SG.".</param>
    /// <param name="problems">Where a problem goes.</param>
    public static void Required(string name, string? value, string expected, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            problems.Add($"{name} is missing; expected {expected}.");
        }
        else
        {
            OneLine(name, value, problems);
        }
    }

    /// <summary>A value that may be missing, and else is one line of visible ASCII.</summary>
    public static void OneLine(string name, string? value, List<string> problems)
    {
        if (value is { Length: > 0 } && value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            problems.Add($"{name} has white space or a character outside ASCII; a copied line break, perhaps.");
        }
    }

    /// <summary>A mailbox, such as a sender.</summary>
    public static void Mailbox(string name, string? address, bool required, List<string> problems)
    {
        if (string.IsNullOrEmpty(address))
        {
            problems.AddRange(required ? [$"{name} is missing; expected an address such as shop@example.com."] : []);
        }
        else if (EmailAddress.Check(address) is { IsValid: false } check)
        {
            problems.Add($"{name} '{address}' is no address: {check.Problem}");
        }
    }

    /// <summary>A whole URL: https, unless private networks are allowed.</summary>
    public static void Url(string name, Uri? url, bool allowHttp, List<string> problems)
    {
        if (url is not { IsAbsoluteUri: true })
        {
            problems.Add($"{name} is missing or not a whole URL; expected one such as https://example.com.");
        }
        else if (url.Scheme != Uri.UriSchemeHttps && !(allowHttp && url.Scheme == Uri.UriSchemeHttp))
        {
            problems.Add($"{name} begins with {url.Scheme}:; use https, or set AllowPrivateNetworks for http on a network of your own.");
        }
        else if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add($"{name} has a name or password before its host, or a #fragment, which are not sent; leave them out.");
        }
    }
}
