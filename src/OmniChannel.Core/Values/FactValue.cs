using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>What a fact holds at one moment: a value of its kind, nothing, or an error.</summary>
internal readonly record struct FactValue
{
    private FactValue(FactState state, FactKind kind, long number, string? text)
    {
        State = state;
        Kind = kind;
        Number = number;
        Text = text;
    }

    public FactState State { get; }

    public FactKind Kind { get; }

    /// <summary>A number, 1 or 0 for a flag, minor units for money.</summary>
    public long Number { get; }

    /// <summary>A text, or the currency of money.</summary>
    public string? Text { get; }

    public static FactValue Absent => default;

    /// <summary>Stated, and not what the fact declares.</summary>
    public static FactValue Error { get; } = new(FactState.Error, FactKind.Flag, 0, null);

    public static FactValue Of(bool flag) => new(FactState.Present, FactKind.Flag, flag ? 1 : 0, null);

    public static FactValue Of(long number) => new(FactState.Present, FactKind.Number, number, null);

    /// <param name="kind">A flag or a number.</param>
    /// <param name="number">1 or 0 for a flag; null for nothing.</param>
    public static FactValue Of(FactKind kind, long? number) => number is { } known ? new(FactState.Present, kind, known, null) : Absent;

    public static FactValue Of(string? text) => text is null ? Absent : new(FactState.Present, FactKind.Text, 0, text);

    public static FactValue Of(Money money) => new(FactState.Present, FactKind.Money, money.Minor, money.Currency.Code);

    public static FactValue Of(Money? money) => money is { } known ? Of(known) : Absent;

    /// <summary>The value as CEL writes it.</summary>
    public override string ToString() => (State, Kind) switch
    {
        (FactState.Absent, _) => "absent",
        (FactState.Error, _) => "error",
        (_, FactKind.Flag) => Number == 1 ? "true" : "false",
        (_, FactKind.Number) => Number.ToString(CultureInfo.InvariantCulture),
        (_, FactKind.Money) => $"money(\"{new Money(Number, new Currency(Text!))}\")",
        _ => Quoted(Text!),
    };

    /// <summary>A text as a CEL string literal, on one line whatever is in it.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c is '\\' or '"' ? quoted.Append('\\').Append(c)
                : char.IsControl(c) || c is '\u2028' or '\u2029' ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
