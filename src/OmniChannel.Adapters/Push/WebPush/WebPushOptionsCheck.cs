using OmniChannel.Accounts;

namespace OmniChannel.Push;

/// <summary>Finds everything that is wrong with an account of Web Push.</summary>
internal static class WebPushOptionsCheck
{
    public static IReadOnlyList<string> Problems(WebPushOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        if (options.BaseAddress is not null)
        {
            problems.Add("BaseAddress is set, and each browser says where it is notified; leave it out.");
        }

        if (!Uri.TryCreate(options.Subject, UriKind.Absolute, out var subject) || (subject.Scheme != Uri.UriSchemeMailto && subject.Scheme != Uri.UriSchemeHttps))
        {
            problems.Add("Subject is missing or none; expected mailto: and an address, or an https URL, at which push services find you.");
        }

        if (EcKey.FromNumbers(options.PrivateKey, options.PublicKey) is null)
        {
            problems.Add("PublicKey and PrivateKey are missing, no keys on P-256, or do not belong together; `npx web-push generate-vapid-keys` prints such a pair.");
        }

        problems.AddRange(options.TrustedServices.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown).Select(host => $"TrustedServices has '{host}', which is no name of a host."));
        return problems;
    }
}
