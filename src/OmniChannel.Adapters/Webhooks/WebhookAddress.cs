using OmniChannel.Delivery;

namespace OmniChannel.Webhooks;

/// <summary>The address of a delivery that a webhook carries: whatever the endpoint understands, and nothing at all where presence is the address.</summary>
internal static class WebhookAddress
{
    private const int MaxLength = 1_000;

    internal static AddressCheck Check(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Length > MaxLength ? AddressCheck.Invalid($"It has {address.Length} characters; a webhook carries at most {MaxLength}.")
            : address.Any(char.IsControl) ? AddressCheck.Invalid("It has a line break or another control character.")
            : AddressCheck.Valid(address.Trim());
    }
}
