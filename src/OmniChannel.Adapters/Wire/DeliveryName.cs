namespace OmniChannel.Wire;

/// <summary>Our delivery's name, as a provider repeats it.</summary>
internal static class DeliveryName
{
    /// <summary>The delivery; null for nothing and for what cannot be the name of one: a field that somebody else filled in.</summary>
    public static DeliveryId? Read(string? text) => Parsed<DeliveryId>(text);

    private static T? Parsed<T>(string? text)
        where T : struct, IParsable<T> => T.TryParse(text, null, out var value) ? value : null;
}
