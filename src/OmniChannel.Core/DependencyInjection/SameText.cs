namespace OmniChannel;

/// <summary>Whether two descriptions say the same, lists compared by what is in them.</summary>
internal static class SameText
{
    public static bool Of(Campaign one, Campaign other) =>
        one with { Variants = other.Variants } == other
        && one.Variants.Count == other.Variants.Count
        && one.Variants.Zip(other.Variants).All(pair => Of(pair.First, pair.Second));

    public static bool Of(Persona one, Persona other) =>
        one with { Motivations = other.Motivations, PainPoints = other.PainPoints, Channels = other.Channels } == other
        && one.Motivations.SequenceEqual(other.Motivations)
        && one.PainPoints.SequenceEqual(other.PainPoints)
        && one.Channels.Count == other.Channels.Count
        && one.Channels.All(channel => other.Channels.TryGetValue(channel.Key, out var points) && points == channel.Value);

    private static bool Of(Variant one, Variant other) =>
        one with { Buttons = other.Buttons } == other && one.Buttons.SequenceEqual(other.Buttons);
}
