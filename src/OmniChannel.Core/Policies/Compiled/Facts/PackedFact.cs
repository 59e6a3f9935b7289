using System.Buffers.Binary;

namespace OmniChannel;

/// <summary>How one fact without a guard is written into a packed snapshot: everything that is known of it when the plan is made, so that packing is a read, a code and a store. Immutable.</summary>
internal readonly struct PackedFact
{
    private readonly Fact _fact;
    private readonly string? _currency;
    private readonly FactCode _code;
    private readonly FactKind _kind;
    private readonly int _least;
    private readonly int _at;
    private readonly int _width;

    /// <param name="field">Kept in the snapshot; its codes and its place are settled.</param>
    /// <param name="times">How many values it has: one for each channel, or 1.</param>
    public PackedFact(FactField field, int times)
    {
        Times = times;
        (_fact, _currency, _code, _kind, _least) = (field.Fact, field.Currency, field.Code, field.Fact.Kind, field.Least);
        (_at, _width) = (field.Field!.Offset, field.Field.Width);
    }

    /// <inheritdoc cref="PackedFact(FactField, int)" path="/param[@name='times']"/>
    public int Times { get; }

    /// <returns>False when it is missing, and the plan keeps no code for that.</returns>
    public bool Pack<TFacts>(TFacts facts, Span<byte> row, int channel)
        where TFacts : struct, IChannelFacts
    {
        var code = 0;
        if (_kind == FactKind.Text)
        {
            code = facts.Text(_fact, channel) is { } text ? _code.Encode(text) : 0;
        }
        else if ((_kind == FactKind.Money ? facts.Amount(_fact, _currency, channel) : facts.Number(_fact, channel)) is { } number)
        {
            code = _code.Encode(number);
        }

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
