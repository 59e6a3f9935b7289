using OmniChannel.Accounts;
using OmniChannel.Amazon;

namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account at Amazon SES.</summary>
internal static class AmazonSesOptionsCheck
{
    public static IReadOnlyList<string> Problems(AmazonSesOptions options)
    {
        var problems = EmailApi.Problems(options);
        AmazonAccess.Check(options.Region, options.AccessKeyId, options.SecretAccessKey, options.SessionToken, options.CredentialSource is not null, problems);
        HttpAccountCheck.OneLine(nameof(options.ConfigurationSet), options.ConfigurationSet, problems);
        for (var at = 0; at < options.Topics.Count; at++)
        {
            if (options.Topics[at] is not { } topic || topic.Split(':') is not ["arn", _, "sns", not "", not "", not ""])
            {
                problems.Add($"Topics[{at}] is no ARN of a topic; expected one such as arn:aws:sns:eu-central-1:123456789012:mail.");
            }
        }

        return problems;
    }
}
