namespace OmniChannel;

/// <summary>Customers as columns of facts, as of one instant: by it segments and audiences are selected from all customers at once, a million within milliseconds. Immutable, and safe for many threads.</summary>
/// <remarks>Each fact is a column of the distinct values it was found with, in their order, and a number of one, two or four bytes for each customer that says which. So any condition over these facts is a test of ranges, constants that nobody thought of before included.</remarks>
public sealed class CustomerTable
{
    private readonly string[] _customers;
    private readonly IReadOnlyList<FactColumn> _columns;

    internal CustomerTable(string[] customers, IReadOnlyList<Fact> facts, IReadOnlyList<FactColumn> columns, DateTimeOffset at) =>
        (_customers, Facts, _columns, LoadedAt) = (customers, facts, columns, at);

    /// <summary>How many customers it has.</summary>
    public int Count => _customers.Length;

    /// <summary>The facts it keeps of them.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>As of when, in UTC: facts that move with time are those of this instant.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>Octets that the facts take, the values among them; the names of customers come on top, some 40 octets each for short ones.</summary>
    public long Bytes => _columns.Sum(column => column.Bytes);

    /// <summary>How many blocks of <see cref="ColumnBlock.Rows"/> a column has.</summary>
    internal int Blocks => (Count + ColumnBlock.Rows - 1) / ColumnBlock.Rows;

    /// <summary>The customer of a row.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> − 1, in the order in which customers were read: that of their names' UTF-8 octets.</param>
    public CustomerId this[int row] => new(_customers[row]);

    /// <summary>The columns of a fact: one; for money one for each currency that was found.</summary>
    /// <exception cref="ArgumentException">The table does not keep it.</exception>
    internal IReadOnlyList<FactColumn> ColumnsOf(Fact fact)
    {
        FactColumn[] found = [.. _columns.Where(column => column.Fact.Equals(fact))];
        return found.Length > 0 || Facts.Any(fact.Equals) ? found : throw new ArgumentException($"The table does not keep {fact}; it keeps {string.Join(", ", Facts)}. Load one with it.");
    }

    /// <summary>What is known of the customer of a row.</summary>
    internal readonly struct RowFacts(CustomerTable table, int row) : IFactSource
    {
        public FactValue Read(Fact fact)
        {
            foreach (var column in table.ColumnsOf(fact))
            {
                if (column.Read(row) is { State: FactState.Present } value)
                {
                    return value;
                }
            }

            return FactValue.Absent;
        }
    }
}
