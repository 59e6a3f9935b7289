using System.Globalization;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>An argument of a reason. Instants are written in ISO 8601, UTC; numbers in the invariant culture.</summary>
public readonly record struct ReasonArgument
{
    /// <summary>Names and states an argument.</summary>
    [JsonConstructor]
    public ReasonArgument(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
    }

    /// <summary>Its name, such as "channel".</summary>
    public string Name { get; }

    /// <summary>Its value.</summary>
    public string Value { get; }

    internal ReasonArgument(string name, long value)
        : this(name, value.ToString(CultureInfo.InvariantCulture))
    {
    }

    internal ReasonArgument(string name, Channel channel)
        : this(name, channel.Name)
    {
    }

    internal ReasonArgument(string name, DateTimeOffset at)
        : this(name, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Name + "=" + Value;
}
