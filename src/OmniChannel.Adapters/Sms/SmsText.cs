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

    /// <summary>A number as we send to it, of one that a provider writes without the plus; a sender's name stays as it is.</summary>
    public static string Plus(string number) => number.Length >= 7 && number.All(char.IsAsciiDigit) ? $"+{number}" : number;

    /// <summary>Our delivery, by the reference that a provider repeats; null when it is none of ours.</summary>
    public static DeliveryId? DeliveryOf(string? reference) => Read<DeliveryId>(reference);

    private static T? Read<T>(string? text)
        where T : struct, IParsable<T> => T.TryParse(text, null, out var read) ? read : null;
}
