namespace OmniChannel;

/// <summary>What columns of customers need of a vector path: 64 bytes to 64 bits, and some 16-bit lanes at once. A lane is a customer.</summary>
/// <typeparam name="TWords">The 16-bit lanes.</typeparam>
internal interface IColumnLanes<TWords>
    where TWords : struct
{
    static abstract int Lanes { get; }

    /// <summary>Tables for <see cref="Lookup"/> come in slices of so many rows.</summary>
    static abstract int Slice { get; }

    /// <summary>Which of 64 bytes lie on an arc of their circle.</summary>
    static abstract ulong Within(ref byte bytes, byte low, byte span);

    /// <summary>Which of 64 bytes have none of the flags.</summary>
    static abstract ulong Without(ref byte bytes, byte flags);

    /// <summary>Which lanes lie on an arc of their circle.</summary>
    static abstract ulong Within(TWords words, TWords low, TWords span);

    static abstract TWords Load(ref short words);

    static abstract void Store(TWords words, ref short to);

    /// <summary>As many bytes as there are lanes.</summary>
    static abstract TWords Widen(ref byte bytes);

    static abstract TWords All(short word);

    static abstract TWords Add(TWords left, TWords right);

    static abstract TWords Subtract(TWords left, TWords right);

    static abstract TWords Multiply(TWords left, TWords right);

    static abstract TWords Least(TWords left, TWords right);

    /// <summary>Which lanes are above, with signs.</summary>
    static abstract ulong Above(TWords left, TWords right);

    static abstract TWords AddAbove(TWords sum, TWords numbers, TWords thresholds, TWords points);

    /// <summary>All bits in the lanes whose bit is set, counted from the first of <paramref name="bits"/>.</summary>
    static abstract TWords Where(ref byte bits);

    /// <summary>One number in the lanes that have all bits, another elsewhere.</summary>
    static abstract TWords Select(TWords where, TWords then, TWords otherwise);

    static abstract TWords Most(TWords left, TWords right);

    static abstract TWords WhereAbove(TWords left, TWords right, TWords then, TWords otherwise);

    /// <summary>Row numbers in the form that <see cref="Lookup"/> wants.</summary>
    static abstract TWords Key(TWords rows);

    /// <summary>The first slice of a table, for <see cref="LookupFirst"/>.</summary>
    static abstract TWords Table(ref short table);

    static abstract TWords LookupFirst(TWords table, TWords keys);

    static abstract TWords Lookup(ref short table, int slices, TWords keys);
}
