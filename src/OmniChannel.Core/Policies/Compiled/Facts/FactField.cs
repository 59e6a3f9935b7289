namespace OmniChannel;

/// <summary>One fact, money in one currency, as a small number: where its value lies among all constants that the policy compares it with. Every comparison becomes a range of codes.</summary>
/// <remarks>0 for a fact that is missing; then 1 + 2 × the constants below the value, and 1 more when it is itself a constant.</remarks>
internal sealed class FactField(Fact fact, string? currency)
{
    private readonly SortedSet<FactValue> _seen = new(Comparer<FactValue>.Create(Compare));
    private FactValue[] _constants = [];

    public Fact Fact { get; } = fact;

    /// <summary>The currency that counts as present; null for any.</summary>
    public string? Currency { get; } = currency;

    public PlanField? Field { get; private set; }

    public int MostCode => (2 * _constants.Length) + 1;

    public void Add(FactValue constant) => _seen.Add(constant);

    /// <summary>Closes the list of constants and declares the field.</summary>
    public void Declare(PlanBuilder plan)
    {
        _constants = [.. _seen];
        Field = plan.Field(Currency is null ? Fact.Name : $"{Fact.Name} in {Currency}", 0, MostCode, perChannel: Fact.Domain.PerChannel);
    }

    /// <summary>The code of a constant of the policy.</summary>
    public int CodeOf(FactValue constant) => (2 * Array.BinarySearch(_constants, constant, _seen.Comparer)) + 2;

    /// <summary>The constant of a code; absent for codes between.</summary>
    public FactValue ConstantOf(int code) => code > 0 && code % 2 == 0 ? _constants[(code / 2) - 1] : FactValue.Absent;

    /// <summary>The code of a customer's value.</summary>
    public int Encode(FactValue value)
    {
        if (value.State != FactState.Present || value.Kind != Fact.Kind || (Currency is not null && value.Text != Currency))
        {
            return 0;
        }

        var (below, until) = (0, _constants.Length);
        while (below < until)
        {
            var middle = (below + until) / 2;
            var order = Compare(_constants[middle], value);
            if (order == 0)
            {
                return (2 * middle) + 2;
            }

            (below, until) = order < 0 ? (middle + 1, until) : (below, middle);
        }

        return (2 * below) + 1;
    }

    private static int Compare(FactValue left, FactValue right) =>
        left.Kind == FactKind.Text ? string.CompareOrdinal(left.Text, right.Text) : left.Number.CompareTo(right.Number);
}
