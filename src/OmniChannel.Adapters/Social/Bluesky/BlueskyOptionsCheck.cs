using OmniChannel.Accounts;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with an account on Bluesky.</summary>
internal static class BlueskyOptionsCheck
{
    public static IReadOnlyList<string> Problems(BlueskyOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        HttpAccountCheck.Required(nameof(options.Handle), options.Handle, "the account's own handle, such as shop.example", problems);
        HttpAccountCheck.Required(nameof(options.AppPassword), options.AppPassword, "an app password", problems);
        if (options.Languages.Count > 3 || options.Languages.Any(language => language is not { Length: >= 2 and <= 35 } || !language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
        {
            problems.Add("Languages has more than three, or one that is none; expected codes such as de or pt-BR.");
        }

        return problems;
    }
}
