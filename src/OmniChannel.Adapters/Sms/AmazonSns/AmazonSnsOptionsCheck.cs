using System.Text.RegularExpressions;
using OmniChannel.Accounts;
using OmniChannel.Amazon;

namespace OmniChannel.Sms;

/// <summary>Finds everything that is wrong with an account at Amazon SNS.</summary>
internal static partial class AmazonSnsOptionsCheck
{
    public static IReadOnlyList<string> Problems(AmazonSnsOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        AmazonAccess.Check(options.Region, options.AccessKeyId, options.SecretAccessKey, options.SessionToken, options.CredentialSource is not null, problems);
        if (options.SenderId is { } sender && !SenderId().IsMatch(sender))
        {
            problems.Add("SenderId is no sender's name; expected 1 to 11 letters, digits and hyphens.");
        }

        if (options.OriginationNumber is { } number && !OriginationNumber().IsMatch(number))
        {
            problems.Add("OriginationNumber is no number; expected one such as +15551234567, or a short code of 5 or 6 digits.");
        }

        problems.AddRange(options.Topics.Select((topic, at) => (topic, at)).Where(one => one.topic?.Split(':') is not ["arn", _, "sns", not "", not "", not ""])
            .Select(one => $"Topics[{one.at}] is no ARN of a topic; expected one such as arn:aws:sns:eu-central-1:123456789012:texts."));
        return problems;
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,11}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SenderId();

    [GeneratedRegex(@"^(\+?[0-9]{7,15}|[0-9]{5,6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex OriginationNumber();
}
