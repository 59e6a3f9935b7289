using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>What an approval holds for: everything of a variant that a customer may read or tap, in every language.</summary>
internal static class VariantFingerprint
{
    /// <summary>SHA-256 over each member with its length before it, in hexadecimal digits.</summary>
    internal static string Of(Variant variant)
    {
        var all = new StringBuilder();
        Add(variant.Channel.ToString(), variant.Engine, variant.Markup?.ToString(), variant.Format?.ToString(), variant.Account, variant.DraftedBy, variant.ShortText);
        AddTexts(variant.Text, variant.Subject, variant.Html, variant.Link, variant.Image, variant.Buttons);
        foreach (var (culture, text) in (variant.In ?? new Dictionary<Culture, VariantText>()).OrderBy(other => other.Key.Name, StringComparer.Ordinal))
        {
            Add(culture.Name);
            AddTexts(text.Text, text.Subject, text.Html, text.Link, text.Image, text.Buttons);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));

        void AddTexts(string text, string? subject, string? html, string? link, string? image, IReadOnlyList<string>? buttons)
        {
            Add(text, subject, html, link, image, buttons?.Count.ToString(CultureInfo.InvariantCulture));
            Add([.. buttons ?? []]);
        }

        void Add(params ReadOnlySpan<string?> parts)
        {
            foreach (var part in parts)
            {
                all.Append(part is null ? "-" : part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part);
            }
        }
    }

    /// <summary>Why a drafted variant may not be sent; null when it may, or a person wrote it.</summary>
    internal static string? WhyNotApproved(Variant variant) => (variant.DraftedBy, variant.Approval) switch
    {
        (null, _) => null,
        (_, null) => $"The variant was drafted by {variant.DraftedBy} and never approved; check the draft, and let somebody approve it.",
        (_, var approval) when approval.Content != Of(variant) => $"The variant was drafted by {variant.DraftedBy} and has changed since {approval.By} approved it; check and approve it as it is now.",
        _ => null,
    };
}
