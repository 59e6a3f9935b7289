namespace OmniChannel;

/// <summary>The alphabet in which a text message travels.</summary>
public enum SmsEncoding
{
    /// <summary>The seven-bit default alphabet with its extension table (3GPP TS 23.038, 6.2.1).</summary>
    Gsm7,

    /// <summary>Sixteen bits for each UTF-16 unit: every text with a character outside GSM-7.</summary>
    Ucs2,
}
