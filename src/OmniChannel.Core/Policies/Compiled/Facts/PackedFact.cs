using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>How one fact without a guard is written into a packed snapshot: everything that is known of it when the plan is made, so that packing is a read, a code and a store. Immutable.</summary>
internal readonly struct PackedFact
{
    private readonly string? _currency;
    private readonly FactCode _code;
    private readonly int _least;
    private readonly int _at;
    private readonly int _width;

    /// <param name="field">Kept in the snapshot; its codes and its place are settled.</param>
    /// <param name="times">How many values it has: one for each channel, or 1.</param>
    public PackedFact(FactField field, int times)
    {
        (Fact, Times) = (field.Fact, times);
        (_currency, _code, _least) = (field.Currency, field.Code, field.Least);
        (_at, _width) = (field.Field!.Offset, field.Field.Width);
    }

    public Fact Fact { get; }

    /// <inheritdoc cref="PackedFact(FactField, int)" path="/param[@name='times']"/>
    public int Times { get; }

    /// <summary>Packs a number or a flag.</summary>
    /// <returns>False when it is missing, and the plan keeps no code for that.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PackNumber<TFacts>(TFacts facts, Span<byte> row, int channel)
        where TFacts : struct, IChannelFacts => Store(row, channel, facts.Number(Fact, channel) is { } number ? _code.Encode(number) : 0);

    /// <summary>Packs money.</summary>
    /// <inheritdoc cref="PackNumber"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PackAmount<TFacts>(TFacts facts, Span<byte> row, int channel)
        where TFacts : struct, IChannelFacts => Store(row, channel, facts.Amount(Fact, _currency, channel) is { } minor ? _code.Encode(minor) : 0);

    /// <summary>Packs a text.</summary>
    /// <inheritdoc cref="PackNumber"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PackText<TFacts>(TFacts facts, Span<byte> row, int channel)
        where TFacts : struct, IChannelFacts => Store(row, channel, facts.Text(Fact, channel) is { } text ? _code.Encode(text) : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Store(Span<byte> row, int channel, int code)
    {
        if (code < _least)
        {
            return false;
        }

        if (_width == 1)
        {
            row[_at + channel] = (byte)(code - _least);
        }
        else if (_width == 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(row[(_at + (2 * channel))..], (ushort)(code - _least));
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(row[(_at + (4 * channel))..], (uint)(code - _least));
        }

        return true;
    }
}
