namespace OmniChannel;

/// <summary>How the values of a fact become small numbers: 0 for a missing one, 1 to <see cref="Most"/> for the others.</summary>
internal abstract class FactCode
{
    public static Comparer<FactValue> ByValue { get; } = Comparer<FactValue>.Create(static (left, right) =>
        left.Kind == FactKind.Text ? string.CompareOrdinal(left.Text, right.Text) : left.Number.CompareTo(right.Number));

    public abstract int Most { get; }

    /// <summary>The code of a value of the fact's kind; 0 for one that the fact does not declare.</summary>
    public int Encode(FactValue value) => value.Kind == FactKind.Text ? Encode(value.Text!) : Encode(value.Number);

    /// <summary>The same of a number, a flag or minor units.</summary>
    public abstract int Encode(long number);

    /// <summary>The same of a text.</summary>
    public abstract int Encode(string text);

    /// <summary>The code of a constant of the policy; where it has none, the last code below it.</summary>
    public abstract (int Code, bool IsExact) Find(FactValue constant);

    /// <summary>The value of a code; absent when it stands for several.</summary>
    public abstract FactValue ValueOf(int code);

    /// <summary>The codes of a present value for which a comparison holds.</summary>
    public CodeSet Where(CompareOperator op, FactValue constant)
    {
        var (code, isExact) = Find(constant);
        var below = isExact ? code - 1 : code;
        return op switch
        {
            CompareOperator.Equal => CodeSet.Between(below + 1, code),
            CompareOperator.NotEqual => CodeSet.Between(1, Most).Without(CodeSet.Between(below + 1, code)),
            CompareOperator.Less => CodeSet.Between(1, below),
            CompareOperator.LessOrEqual => CodeSet.Between(1, code),
            CompareOperator.Greater => CodeSet.Between(code + 1, Most),
            _ => CodeSet.Between(below + 1, Most),
        };
    }
}

/// <summary>A flag, or a number of a small declared range: its distance from the smallest, and one.</summary>
internal sealed class RangeCode(FactKind kind, long min, long max) : FactCode
{
    public override int Most => (int)(max - min) + 1;

    public override int Encode(long number) => number < min || number > max ? 0 : (int)(number - min) + 1;

    public override int Encode(string text) => 0;

    public override (int Code, bool IsExact) Find(FactValue constant) =>
        constant.Number < min ? (0, false) : constant.Number > max ? (Most, false) : ((int)(constant.Number - min) + 1, true);

    public override FactValue ValueOf(int code) => code == 0 ? FactValue.Absent : kind == FactKind.Flag ? FactValue.Of(code == 2) : FactValue.Of(min + code - 1);
}

/// <summary>Values that are only asked whether they are these: 1 for any other, then the constants in their order. Where no other is declared, the constants from 1.</summary>
internal sealed class ListCode(FactValue[] constants, bool isClosed) : FactCode
{
    private readonly SortedValues _sorted = new(constants);
    private readonly int _first = isClosed ? 1 : 2;

    public override int Most => constants.Length + _first - 1;

    public override int Encode(long number) => Code(_sorted.Find(number));

    public override int Encode(string text) => Code(_sorted.IndexOf(text));

    public override (int Code, bool IsExact) Find(FactValue constant)
    {
        var at = _sorted.Find(constant);
        return at >= 0 ? (at + _first, true) : (~at + _first - 1, false);
    }

    public override FactValue ValueOf(int code) => code >= _first ? constants[code - _first] : FactValue.Absent;

    private int Code(int at) => at >= 0 ? at + _first : _first - 1;
}

/// <summary>Where a value lies among all constants that it is compared with: 1 + 2 × the constants below it, and 1 more when it is itself one.</summary>
internal sealed class LadderCode(FactValue[] constants) : FactCode
{
    private readonly SortedValues _sorted = new(constants);

    public override int Most => (2 * constants.Length) + 1;

    public override int Encode(long number) => Code(_sorted.Find(number));

    public override int Encode(string text) => Code(_sorted.Find(text));

    public override (int Code, bool IsExact) Find(FactValue constant)
    {
        var at = _sorted.Find(constant);
        return at >= 0 ? ((2 * at) + 2, true) : (2 * ~at, false);
    }

    public override FactValue ValueOf(int code) => code > 0 && code % 2 == 0 ? constants[(code / 2) - 1] : FactValue.Absent;

    private static int Code(int at) => at >= 0 ? (2 * at) + 2 : (2 * ~at) + 1;
}
