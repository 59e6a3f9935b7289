namespace OmniChannel.Expressions;

public readonly partial struct CelValue
{
    /// <summary>The value <c>null</c>.</summary>
    public static CelValue Null => default;

    /// <summary>The value <c>true</c>.</summary>
    public static CelValue True => new(CelKind.Bool, 1);

    /// <summary>The value <c>false</c>.</summary>
    public static CelValue False => new(CelKind.Bool);

    /// <summary>The optional value that holds nothing.</summary>
    public static CelValue None => new(CelKind.Optional);

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth.</param>
    public static CelValue Bool(bool value) => new(CelKind.Bool, value ? 1 : 0);

    /// <summary>A signed integer.</summary>
    /// <param name="value">The number.</param>
    public static CelValue Int(long value) => new(CelKind.Int, value);

    /// <summary>An unsigned integer.</summary>
    /// <param name="value">The number.</param>
    public static CelValue Uint(ulong value) => new(CelKind.Uint, unchecked((long)value));

    /// <summary>A floating-point number.</summary>
    /// <param name="value">The number.</param>
    public static CelValue Double(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text. A half of a surrogate pair on its own counts as one code point and cannot be converted to bytes.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null; use <see cref="Null"/>.</exception>
    public static CelValue String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.String, 0, value);
    }

    /// <summary>A copy of some octets.</summary>
    /// <param name="value">The octets.</param>
    public static CelValue Bytes(ReadOnlySpan<byte> value) => OwnedBytes(value.ToArray());

    /// <summary>An instant.</summary>
    /// <param name="value">The instant, of any offset; what remains is the instant in UTC.</param>
    public static CelValue Timestamp(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0
            ? TimestampAt(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100)
            : TimestampAt(seconds, (int)rest * 100);
    }

    /// <summary>A length of time.</summary>
    /// <param name="value">The length, at most some 292 years either way.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit in 64 bits of nanoseconds.</exception>
    public static CelValue Duration(TimeSpan value)
    {
        if (value.Ticks is > long.MaxValue / 100 or < long.MinValue / 100)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A duration has at most 292 years.");
        }

        return DurationOf(value.Ticks * 100);
    }

    /// <summary>A list.</summary>
    /// <param name="items">The elements, in order; none of them an error.</param>
    /// <exception cref="ArgumentException">An element is an error, or values are nested too deeply.</exception>
    public static CelValue List(params IEnumerable<CelValue> items) => new(CelKind.List, 0, CelList.FromHost(items));

    /// <summary>A map.</summary>
    /// <param name="entries">Keys (bool, int, uint or string; numbers that are equal are the same key) and values.</param>
    /// <exception cref="ArgumentException">A key is of another kind or occurs twice, a value is an error, or values are nested too deeply.</exception>
    public static CelValue Map(params IEnumerable<KeyValuePair<CelValue, CelValue>> entries) => new(CelKind.Map, 0, CelMap.FromHost(entries));

    /// <summary>An optional value that holds something.</summary>
    /// <param name="value">What it holds.</param>
    /// <exception cref="ArgumentException">The value is an error, or nested too deeply.</exception>
    public static CelValue Some(CelValue value) => new(CelKind.Optional, 0, CelOptional.FromHost(value));

    /// <summary>A type as a value.</summary>
    /// <param name="type">The type; only its name matters.</param>
    public static CelValue Type(CelType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(CelKind.Type, 0, type);
    }

    /// <summary>A value of a type that the host brought.</summary>
    /// <param name="value">The value.</param>
    public static CelValue Opaque(CelOpaque value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.Opaque, 0, value);
    }

    /// <summary>An error, for example as the answer of a function.</summary>
    /// <param name="error">The error.</param>
    public static CelValue Error(CelError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(CelKind.Error, 0, error);
    }

    internal static CelValue Error(CelErrorCode code, string message) => new(CelKind.Error, 0, new CelError(code, message));

    internal static CelValue OwnedBytes(byte[] value) => new(CelKind.Bytes, 0, value);

    internal static CelValue TimestampAt(long seconds, int nanoseconds) => new(CelKind.Timestamp, seconds, null, nanoseconds);

    internal static CelValue DurationOf(long nanoseconds) => new(CelKind.Duration, nanoseconds);

    internal static CelValue Owned(CelList list) => new(CelKind.List, 0, list);

    internal static CelValue Owned(CelMap map) => new(CelKind.Map, 0, map);

    internal static CelValue Owned(CelOptional optional) => new(CelKind.Optional, 0, optional);
}
