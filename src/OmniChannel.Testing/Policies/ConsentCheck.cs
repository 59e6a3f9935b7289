using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>Reads the consents a second time: all that were said last for this purpose and channel have to allow it.</summary>
internal static class ConsentCheck
{
    public static string? Broken(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        if (decision.Choice is not { } choice)
        {
            return null;
        }

        var purpose = situation.Message.Purpose;
        var said = situation.Customer.Consents.Where(one => one.Purpose == purpose && one.Channel == choice.Channel).ToList();
        if (said.Count == 0)
        {
            return $"{choice.Channel} was chosen, and the customer said nothing of {purpose} on it.";
        }

        var last = said.Max(one => one.At);
        foreach (var consent in said.Where(one => one.At == last))
        {
            var problem = !consent.Granted ? "forbade it"
                : consent.Basis == ConsentBasis.Contract && purpose == Purpose.Marketing ? "has a contract, which is no basis for marketing"
                : consent.Until <= choice.At ? "allowed it until before then"
                : null;
            if (problem is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{choice.Channel} was chosen for {purpose} at {choice.At:O}, and the customer {problem}.");
            }
        }

        return null;
    }
}
