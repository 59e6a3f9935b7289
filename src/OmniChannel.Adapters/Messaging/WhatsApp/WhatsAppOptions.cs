namespace OmniChannel;

/// <summary>One number at the WhatsApp Cloud API.</summary>
public sealed class WhatsAppOptions : MetaOptions
{
    /// <summary>The identifier of the number that sends, as Meta shows it; not the number itself. Required.</summary>
    public string PhoneNumberId { get; set; } = "";
}
