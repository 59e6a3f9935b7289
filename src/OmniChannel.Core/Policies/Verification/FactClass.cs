using System.Globalization;

namespace OmniChannel;

/// <summary>Values of one fact that no condition of the policy tells apart.</summary>
internal readonly record struct FactClass
{
    /// <summary>The fact is absent or erroneous.</summary>
    public static FactClass Missing { get; } = new() { Sample = FactValue.Absent };

    /// <summary>One of them.</summary>
    public required FactValue Sample { get; init; }

    /// <summary>The greatest number of a range that begins with the sample; null for a single value, or for values that have no order.</summary>
    public long? Last { get; init; }

    /// <summary>Whether it is all that nobody named.</summary>
    public bool IsRest { get; init; }

    public bool IsMissing => Sample.State != FactState.Present;

    public override string ToString() => IsMissing ? "absent"
        : IsRest ? $"{Sample} or another that nothing names"
        : Last is { } last ? string.Create(CultureInfo.InvariantCulture, $"{Sample} to {Through(last)}")
        : Sample.ToString();

    private FactValue Through(long last) => Sample.Kind == FactKind.Money ? FactValue.Of(new Money(last, new Currency(Sample.Text!))) : FactValue.Of(last);
}
