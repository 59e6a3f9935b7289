namespace OmniChannel.Webhooks;

/// <summary>A symmetric secret in the form of Standard Webhooks 1.0, section "Signature scheme".</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    /// <summary>What is wrong with it, without repeating it; null when nothing is.</summary>
    internal static string? Problem(string? secret)
    {
        if (secret is null || !secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return "does not begin with \"whsec_\"; expected that and 24 to 64 random bytes in base64.";
        }

        var key = new byte[secret.Length];
        return !Convert.TryFromBase64Chars(secret.AsSpan(Prefix.Length), key, out var length) ? "is not base64 after \"whsec_\"."
            : length is < MinBytes or > MaxBytes ? $"has {length} bytes; expected 24 to 64 random ones."
            : null;
    }

    /// <exception cref="ArgumentException">It has a <see cref="Problem"/>.</exception>
    internal static byte[] Key(string? secret) =>
        Problem(secret) is { } problem
            ? throw new ArgumentException($"A webhook secret {problem}", nameof(secret))
            : Convert.FromBase64String(secret![Prefix.Length..]);
}
