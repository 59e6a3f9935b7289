namespace OmniChannel.Messaging;

/// <summary>Finds everything that is wrong with a number at the WhatsApp Cloud API.</summary>
internal static class WhatsAppOptionsCheck
{
    public static IReadOnlyList<string> Problems(WhatsAppOptions options) => MetaOptionsCheck.Problems(options, nameof(options.PhoneNumberId), options.PhoneNumberId);
}
