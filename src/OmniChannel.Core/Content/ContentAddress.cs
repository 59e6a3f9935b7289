using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>Which addresses may stand in content: absolute https; http for this machine only; never with a user name, which disguises the host.</summary>
internal static class ContentAddress
{
    internal const int MaxLength = 4096;

    internal static bool TryParse(string text, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (text.Length > MaxLength)
        {
            problem = $"The address has {text.Length} characters; at most {MaxLength} are allowed.";
            return false;
        }

        if (HasBlankOrControl(text))
        {
            problem = "The address has white space or a control character; write it percent-encoded.";
            return false;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
        {
            problem = "This is not an absolute address; expected one such as https://shop.example/cart.";
            return false;
        }

        if (parsed.Scheme != Uri.UriSchemeHttps && !(parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))
        {
            problem = $"The address begins with {parsed.Scheme}:; expected https: (http: only for localhost).";
            return false;
        }

        if (parsed.UserInfo.Length > 0)
        {
            problem = "The address has a user name before its host; remove it, mail filters take it for deceit.";
            return false;
        }

        address = parsed;
        problem = null;
        return true;
    }

    /// <summary>Whether a value may be the start of href, src and their like: what <see cref="TryParse"/> allows, or mailto: or tel:.</summary>
    internal static bool IsSafeInHtml(string value) =>
        TryParse(value, out _, out _)
        || (!HasBlankOrControl(value)
            && (value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a plain text holds an address that a reader would want to tap.</summary>
    internal static bool IsWrittenIn(string text) =>
        text.Contains("https://", StringComparison.OrdinalIgnoreCase)
        || text.Contains("http://", StringComparison.OrdinalIgnoreCase)
        || text.Contains("www.", StringComparison.OrdinalIgnoreCase);

    internal static bool HasBlankOrControl(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
            {
                return true;
            }
        }

        return false;
    }
}
