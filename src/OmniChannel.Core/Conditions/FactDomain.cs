using System.Globalization;

namespace OmniChannel;

/// <summary>What a fact may be: a range of numbers, a set of texts, a currency; and whether each channel has its own.</summary>
internal sealed record FactDomain
{
    public static FactDomain Any { get; } = new();

    public static FactDomain Count { get; } = new() { Min = 0, Max = int.MaxValue };

    public static FactDomain Minutes { get; } = Count with { Unit = "minutes" };

    public static FactDomain Hours { get; } = Count with { Unit = "hours" };

    public static FactDomain Days { get; } = Count with { Unit = "days" };

    public static FactDomain Rate { get; } = new() { Min = 0, Max = 1000, Unit = "thousandths" };

    /// <summary>The least number; null for no bound.</summary>
    public long? Min { get; init; }

    /// <summary>The greatest number, itself allowed; null for no bound.</summary>
    public long? Max { get; init; }

    /// <summary>The texts, in their order; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The currency of money; null for any.</summary>
    public string? Currency { get; init; }

    /// <summary>What a number counts: "hours", "days", "thousandths"; null for nothing in particular.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether each channel has its own value.</summary>
    public bool PerChannel { get; init; }

    public static FactDomain Between(long min, long max) => new() { Min = min, Max = max };

    public FactDomain OfEachChannel() => this with { PerChannel = true };

    public bool Allows(FactValue value) => value.Kind switch
    {
        FactKind.Number => !(value.Number < Min) && !(value.Number > Max),
        FactKind.Text => Values.Count == 0 || Values.Contains(value.Text!),
        FactKind.Money => Currency is null || value.Text == Currency,
        _ => true,
    };

    /// <summary>Why a constant makes no sense beside the fact; null when it does. A number outside the range is left to the verifier.</summary>
    public string? Problem(FactValue constant) => constant.Kind switch
    {
        FactKind.Text when Text.HasLoneSurrogate(constant.Text) => "is compared with a text that has half of a surrogate pair",
        FactKind.Text when !Allows(constant) => $"is never {constant}; it is one of {string.Join(", ", Values)}" + (NearestName.To(constant.Text!, Values) is { } near ? $"; did you mean \"{near}\"?" : ""),
        FactKind.Money when !Allows(constant) => string.Create(CultureInfo.InvariantCulture, $"is money in {Currency}, and {constant} is not"),
        _ => null,
    };

    public bool Equals(FactDomain? other) =>
        other is not null && Min == other.Min && Max == other.Max && Currency == other.Currency && Unit == other.Unit && PerChannel == other.PerChannel && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Min, Max, Values.Count, Currency, Unit, PerChannel);
}
