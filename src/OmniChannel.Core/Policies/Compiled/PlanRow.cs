using System.Buffers.Binary;

namespace OmniChannel;

/// <summary>Writes and reads the fields of a packed snapshot. One that was never written is absent, or the smallest value.</summary>
internal static class PlanRow
{
    /// <summary>Writes a number. Of flags it is the whole mask.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the field's range.</exception>
    public static void Write(Span<byte> row, PlanField field, long value, int channel = 0) => Store(row, field, field.Store(value), channel);

    /// <summary>Writes that nothing is known.</summary>
    public static void WriteAbsent(Span<byte> row, PlanField field, int channel = 0) =>
        Store(row, field, field.Optional ? 0u : throw new InvalidOperationException($"The field {field.Name} is never absent."), channel);

    private static void Store(Span<byte> row, PlanField field, uint stored, int channel)
    {
        var at = row[field.OffsetOf(channel)..];
        switch (field.Width)
        {
            case 1:
                at[0] = (byte)stored;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)stored);
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(at, stored);
                break;
        }
    }
}
