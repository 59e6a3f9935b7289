using OmniChannel.Accounts;

namespace OmniChannel.Push;

/// <summary>Finds everything that is wrong with an app at APNs.</summary>
internal static class ApnsOptionsCheck
{
    public static IReadOnlyList<string> Problems(ApnsOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        PushAddress.CheckChannel(options.Channel, problems);
        HttpAccountCheck.Required(nameof(options.Topic), options.Topic, "the app's bundle identifier, such as com.example.shop", problems);
        Identifier(nameof(options.TeamId), options.TeamId, problems);
        Identifier(nameof(options.KeyId), options.KeyId, problems);
        if (EcKey.FromPem(options.PrivateKey) is null)
        {
            problems.Add("PrivateKey is missing or no key; expected the content of the .p8 file, from -----BEGIN PRIVATE KEY----- to its end.");
        }

        if (options is { UseSandbox: true, BaseAddress: not null })
        {
            problems.Add("UseSandbox and BaseAddress both say where to call; set one of them.");
        }

        return problems;
    }

    private static void Identifier(string name, string value, List<string> problems)
    {
        if (value.Length != 10 || !value.All(char.IsAsciiLetterOrDigit))
        {
            problems.Add($"{name} is missing or none; expected ten letters and digits.");
        }
    }
}
