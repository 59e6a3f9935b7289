namespace OmniChannel.Testing;

/// <summary>Looks for an address that may be written to.</summary>
internal static class SuppressionCheck
{
    public static string? Broken(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        if (decision.Choice is not { } choice || Addresses.CapabilitiesOf(situation, choice.Channel).Address == AddressKind.None)
        {
            return null;
        }

        return Addresses.Used(situation, choice.Channel) is null
            ? $"{choice.Channel} was chosen, and every address on it is suppressed, or there is none."
            : null;
    }
}
