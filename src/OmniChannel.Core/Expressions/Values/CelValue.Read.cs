using System.Diagnostics;

namespace OmniChannel.Expressions;

public readonly partial struct CelValue
{
    /// <summary>The truth value.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsBool() => Kind == CelKind.Bool ? _bits != 0 : throw Not(CelKind.Bool);

    /// <summary>The signed integer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long AsInt() => Kind == CelKind.Int ? _bits : throw Not(CelKind.Int);

    /// <summary>The unsigned integer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ulong AsUint() => Kind == CelKind.Uint ? unchecked((ulong)_bits) : throw Not(CelKind.Uint);

    /// <summary>The floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double AsDouble() => Kind == CelKind.Double ? DoubleBits : throw Not(CelKind.Double);

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string AsString() => Kind == CelKind.String ? Text : throw Not(CelKind.String);

    /// <summary>The octets.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ReadOnlyMemory<byte> AsBytes() => Kind == CelKind.Bytes ? Octets : throw Not(CelKind.Bytes);

    /// <summary>The instant in UTC; what is below 100 nanoseconds is cut off.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public DateTimeOffset AsTimestamp() => Kind == CelKind.Timestamp
        ? DateTimeOffset.UnixEpoch.AddTicks((_bits * TimeSpan.TicksPerSecond) + (_nanoseconds / 100))
        : throw Not(CelKind.Timestamp);

    /// <summary>The length of time; what is below 100 nanoseconds is cut off.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public TimeSpan AsDuration() => Kind == CelKind.Duration ? TimeSpan.FromTicks(_bits / 100) : throw Not(CelKind.Duration);

    /// <summary>The elements of the list.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public IReadOnlyList<CelValue> AsList() => Kind == CelKind.List ? Items : throw Not(CelKind.List);

    /// <summary>The entries of the map, in the order in which they were given. Numbers that are equal are the same key.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public IReadOnlyDictionary<CelValue, CelValue> AsMap() => Kind == CelKind.Map ? Entries : throw Not(CelKind.Map);

    /// <summary>Whether the optional value holds something, and what.</summary>
    /// <param name="value">What it holds; <see cref="Null"/> when nothing.</param>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsOptional(out CelValue value)
    {
        if (Kind != CelKind.Optional)
        {
            throw Not(CelKind.Optional);
        }

        return TryHeld(out value);
    }

    /// <summary>The type.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public CelType AsType() => Kind == CelKind.Type ? Denoted : throw Not(CelKind.Type);

    /// <summary>The host's own value.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public CelOpaque AsOpaque() => Kind == CelKind.Opaque ? Foreign : throw Not(CelKind.Opaque);

    /// <summary>The error.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public CelError AsError() => Kind == CelKind.Error ? Fault : throw Not(CelKind.Error);

    internal string Text => (string)Present;

    internal byte[] Octets => (byte[])Present;

    internal CelList Items => (CelList)Present;

    internal CelMap Entries => (CelMap)Present;

    internal CelType Denoted => (CelType)Present;

    internal CelOpaque Foreign => (CelOpaque)Present;

    internal CelError Fault => (CelError)Present;

    internal ulong UintBits => unchecked((ulong)_bits);

    private object Present => _reference ?? throw new UnreachableException();

    internal bool TryHeld(out CelValue value)
    {
        if (_reference is CelOptional held)
        {
            value = held.Value;
            return true;
        }

        value = default;
        return false;
    }

    private InvalidOperationException Not(CelKind expected)
        => new($"The value is {Kind}, not {expected}{(IsError ? $": {Fault.Message}" : "")}. Ask for its Kind first.");
}
