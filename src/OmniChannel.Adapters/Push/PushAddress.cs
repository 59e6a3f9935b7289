using OmniChannel.Delivery;

namespace OmniChannel.Push;

/// <summary>Tokens of apps on devices, and the channel that an account of them serves.</summary>
internal static class PushAddress
{
    private const int MaxLength = 4_096;

    /// <summary>Judges a token by its form: visible ASCII, of any length that a contact point has. Providers promise nothing more.</summary>
    public static AddressCheck CheckToken(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var token = address.Trim(' ');
        return token.Length is 0 or > MaxLength ? AddressCheck.Invalid($"It has {token.Length} characters; a device's token has 1 to {MaxLength}.")
            : token.AsSpan().ContainsAnyExceptInRange('!', '~') ? AddressCheck.Invalid("It has white space or a character outside ASCII; expected a device's token as the app got it.")
            : AddressCheck.Valid(token);
    }

    /// <summary>Finds what is wrong with the name of a channel.</summary>
    public static void CheckChannel(string channel, List<string> problems)
    {
        try
        {
            _ = new Channel(channel);
        }
        catch (ArgumentException wrong)
        {
            problems.Add($"Channel is no name of a channel: {wrong.Message}");
        }
    }
}
