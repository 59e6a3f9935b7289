using OmniChannel.Delivery;

namespace OmniChannel.Sms;

/// <summary>What accounts that send text messages share: the number as it is sent to, the text with its link.</summary>
internal static class SmsText
{
    /// <summary>Judges a telephone number by its form.</summary>
    public static AddressCheck CheckNumber(string address) =>
        PhoneNumber.Check(address) is { Problem: null } check ? AddressCheck.Valid(check.Number.Value) : AddressCheck.Invalid(PhoneNumber.Check(address).Problem!);

    /// <summary>The text; the link follows it on a line of its own where it does not mention it.</summary>
    public static string Of(OutgoingMessage message) =>
        message.Content.Link is not { } link || message.Content.Text.Contains(link.OriginalString, StringComparison.Ordinal) || message.Content.Text.Contains(link.AbsoluteUri, StringComparison.Ordinal)
            ? message.Content.Text
            : $"{message.Content.Text}\n{link.AbsoluteUri}";
}
