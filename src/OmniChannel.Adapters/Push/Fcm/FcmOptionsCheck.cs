using OmniChannel.Accounts;

namespace OmniChannel.Push;

/// <summary>Finds everything that is wrong with a project at FCM.</summary>
internal static class FcmOptionsCheck
{
    public static IReadOnlyList<string> Problems(FcmOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        PushAddress.CheckChannel(options.Channel, problems);
        HttpAccountCheck.OneLine(nameof(options.ProjectId), options.ProjectId, problems);
        if (string.IsNullOrWhiteSpace(options.ServiceAccount))
        {
            problems.Add("ServiceAccount is missing; expected the JSON of the service account's key file.");
        }
        else if (FcmServiceAccount.Read(options.ServiceAccount) is var (account, problem) && account is null)
        {
            problems.Add($"ServiceAccount {problem}");
        }
        else
        {
            HttpAccountCheck.Url("token_uri of ServiceAccount", account!.TokenUri, options.AllowPrivateNetworks, problems);
        }

        return problems;
    }
}
