using System.Buffers;
using OmniChannel.Delivery;

namespace OmniChannel.Messaging;

/// <summary>Identifiers and handles that providers give people.</summary>
internal static class Handle
{
    /// <summary>What names on most networks are made of.</summary>
    public static SearchValues<char> Letters { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>A number that a provider gave somebody.</summary>
    /// <param name="address">As it was entered.</param>
    /// <param name="longest">How many digits it has at most.</param>
    /// <param name="expected">What is expected: "the page-scoped identifier of a person".</param>
    public static AddressCheck CheckNumber(string address, int longest, string expected)
    {
        ArgumentNullException.ThrowIfNull(address);
        var number = address.Trim();
        return number.Length > 0 && number.Length <= longest && !number.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? AddressCheck.Valid(number)
            : AddressCheck.Invalid($"Expected {expected}: 1 to {longest} digits.");
    }
}
