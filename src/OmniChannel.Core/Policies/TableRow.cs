using System.Globalization;

namespace OmniChannel;

/// <summary>A row of a table; the second key is absent where the table has one.</summary>
internal readonly record struct TableRow(FactValue First, FactValue Second, int Points)
{
    public static IComparer<TableRow> ByKey { get; } = Comparer<TableRow>.Create((left, right) => Compare(left.First, right.First) is var order && order != 0 ? order : Compare(left.Second, right.Second));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}{(Second.State == FactState.Absent ? "" : ", " + Second)} → {Points}");

    private static int Compare(FactValue left, FactValue right) => left.Number != right.Number ? left.Number.CompareTo(right.Number) : string.CompareOrdinal(left.Text, right.Text);
}
