namespace OmniChannel;

/// <summary>States values of the host's own facts, by the facts that declare them.</summary>
public static class FactSetValues
{
    /// <summary>States a flag.</summary>
    /// <param name="facts">What is stated so far.</param>
    /// <param name="fact">A fact of <see cref="Facts.Custom"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="channel">Of which channel, for a fact that each channel has; null for others.</param>
    /// <exception cref="ArgumentException">The fact is a built-in one, or the channel is missing or one too many.</exception>
    public static FactSet With(this FactSet facts, FlagFact fact, bool value, Channel? channel = null) => Stated(facts, fact, channel, FactValue.Of(value));

    /// <summary>States a text.</summary>
    /// <param name="facts">What is stated so far.</param>
    /// <param name="fact">A fact of <see cref="Facts.Custom"/>.</param>
    /// <param name="value">The value, at most 1,000 characters.</param>
    /// <param name="channel">Of which channel, for a fact that each channel has; null for others.</param>
    /// <exception cref="ArgumentException">The fact is a built-in one, the channel is missing or one too many, or the value is none of those declared.</exception>
    public static FactSet With(this FactSet facts, TextFact fact, string value, Channel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return Stated(facts, fact, channel, fact.Constant(value));
    }

    /// <summary>States a number or money.</summary>
    /// <param name="facts">What is stated so far.</param>
    /// <param name="fact">A fact of <see cref="Facts.Custom"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="channel">Of which channel, for a fact that each channel has; null for others.</param>
    /// <exception cref="ArgumentException">The fact is a built-in one, the channel is missing or one too many, or the value is outside what is declared.</exception>
    public static FactSet With<T>(this FactSet facts, OrderedFact<T> fact, T value, Channel? channel = null)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(fact);
        var stated = fact.Constant(value);
        return fact.Domain.Allows(stated)
            ? Stated(facts, fact, channel, stated)
            : throw new ArgumentException($"{fact} is declared as {Declared(fact.Domain)}, and {stated} is not.", nameof(value));
    }

    private static FactSet Stated(FactSet facts, Fact fact, Channel? channel, FactValue value)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Id != FactId.Host ? throw new ArgumentException($"{fact} is built in, and known by the library; only facts of Facts.Custom are stated.", nameof(fact))
            : fact.Domain.PerChannel != channel is not null ? throw new ArgumentException(fact.Domain.PerChannel ? $"Each channel has its own {fact}; say of which." : $"{fact} is the same on every channel; leave the channel out.", nameof(channel))
            : channel == default(Channel) ? throw new ArgumentException("A default channel names nothing; use Channel.Email, or new Channel(\"name\").", nameof(channel))
            : facts.With(fact.Name, channel, value);
    }

    private static string Declared(FactDomain domain) => domain.Currency ?? FormattableString.Invariant($"{domain.Min} to {domain.Max}");
}
