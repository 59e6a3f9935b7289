namespace OmniChannel.Email;

/// <summary>Finds what is wrong with an account's DKIM keys, without a byte of them, and reads them.</summary>
internal static class DkimKeyCheck
{
    public static void Add(SmtpOptions options, List<string> problems)
    {
        if (options.DkimDomain is { } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
        {
            problems.Add("DkimDomain is no domain name; expected one such as example.com, or null.");
        }

        for (var at = 0; at < options.DkimKeys.Count; at++)
        {
            var key = options.DkimKeys[at];
            if (Uri.CheckHostName(key.Selector) != UriHostNameType.Dns)
            {
                problems.Add($"DkimKeys[{at}].Selector is missing or none; expected letters, digits and hyphens, such as mail-2026.");
            }

            try
            {
                Read(key);
            }
            catch (Exception unreadable) when (unreadable is FormatException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"DkimKeys[{at}].{(key.PrivateKey is null ? $"PrivateKeyFile '{key.PrivateKeyFile}'" : "PrivateKey")} {(unreadable is FormatException ? unreadable.Message : "cannot be read.")}");
            }
        }
    }

    /// <summary>The key, from wherever it is.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DkimSecret Read(DkimKey key) => DkimSecret.Read(key.PrivateKey ?? (string.IsNullOrEmpty(key.PrivateKeyFile) ? "" : File.ReadAllText(key.PrivateKeyFile)));
}
