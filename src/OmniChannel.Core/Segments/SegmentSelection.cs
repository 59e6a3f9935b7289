using System.Numerics;

namespace OmniChannel;

/// <summary>Which customers of a <see cref="CustomerTable"/> were selected: a bit for each. Immutable, and safe for many threads.</summary>
public sealed class SegmentSelection
{
    private readonly CustomerTable _table;
    private readonly ulong[] _bits;

    internal SegmentSelection(CustomerTable table, ulong[] bits)
    {
        (_table, _bits) = (table, bits);
        foreach (var word in bits)
        {
            Count += BitOperations.PopCount(word);
        }
    }

    /// <summary>How many were selected.</summary>
    public int Count { get; }

    /// <summary>How many the table has.</summary>
    public int Population => _table.Count;

    /// <summary>The selected customers, in the table's order.</summary>
    public IEnumerable<CustomerId> Customers
    {
        get
        {
            for (var word = 0; word < _bits.Length; word++)
            {
                for (var left = _bits[word]; left != 0; left &= left - 1)
                {
                    yield return _table[(word * 64) + BitOperations.TrailingZeroCount(left)];
                }
            }
        }
    }

    /// <summary>How large it is: exactly, as of when the table was loaded.</summary>
    public SegmentEstimate Size => SegmentEstimate.Exact(Count, Population);

    /// <summary>Whether the customer of a row was selected.</summary>
    /// <param name="row">From 0 to <see cref="Population"/> − 1.</param>
    public bool Contains(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Population);
        return (_bits[row >> 6] >> (row & 63) & 1) == 1;
    }
}
