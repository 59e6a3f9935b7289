using OmniChannel.Email;

namespace OmniChannel.Development;

/// <summary>Finds everything that is wrong with the development channel's options at once, in words that say what to set.</summary>
internal static class DevelopmentOptionsCheck
{
    /// <summary>All problems; empty when there is none. Writes nothing.</summary>
    public static IReadOnlyList<string> Problems(DevelopmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add("Folder is missing or no path; expected one such as omnichannel-sent.");
        }
        else if (File.Exists(options.Folder))
        {
            problems.Add($"Folder '{options.Folder}' is a file; name a folder, which is made when it is needed.");
        }

        for (var at = 0; at < options.Channels.Count; at++)
        {
            try
            {
                _ = new Channel(options.Channels[at]);
            }
            catch (ArgumentException wrong)
            {
                problems.Add($"Channels[{at}] is no name of a channel: {wrong.Message}");
            }
        }

        if (EmailAddress.Check(options.From ?? "") is { IsValid: false } from)
        {
            problems.Add($"From is no e-mail address: {from.Problem}");
        }

        return problems;
    }
}
