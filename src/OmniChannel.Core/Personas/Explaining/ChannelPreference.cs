using System.Globalization;

namespace OmniChannel;

/// <summary>How much a customer prefers a channel, and why.</summary>
public sealed record ChannelPreference
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What the customer's personas declare together, −100 to 100.</summary>
    public required int Declared { get; init; }

    /// <summary>What the customer's own doing says for it, in thousandths of points.</summary>
    public required long For { get; init; }

    /// <summary>What it says against it, in thousandths of points, not below zero.</summary>
    public required long Against { get; init; }

    /// <summary>What is declared, moved by behaviour, −100 to 100: the points of the decision, unless the customer said otherwise.</summary>
    public required int Points { get; init; }

    /// <summary>What the customer says of it, which outranks all.</summary>
    public required Liking Said { get; init; }

    /// <summary>"push 65 (declared 60, behaviour +12.5 −2.0)".</summary>
    public override string ToString()
    {
        var behaviour = For == 0 && Against == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", behaviour +{For / 1000m:0.0} −{Against / 1000m:0.0}");
        var said = Said switch { Liking.Like => "; the customer likes it, which outranks this", Liking.Dislike => "; the customer would rather not, which outranks this", _ => "" };
        return string.Create(CultureInfo.InvariantCulture, $"{Channel} {Points} (declared {Declared}{behaviour}{said})");
    }
}
