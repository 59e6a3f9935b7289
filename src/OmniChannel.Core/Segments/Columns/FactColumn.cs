using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>One fact of many customers, money in one currency: a code of one, two or four bytes for each, in whole blocks of <see cref="ColumnBlock.Rows"/>. Immutable.</summary>
internal sealed class FactColumn(Fact fact, string? currency, RankCode code, int width, byte[] codes)
{
    public Fact Fact { get; } = fact;

    /// <summary>Of money, its currency; null for others.</summary>
    public string? Currency { get; } = currency;

    public RankCode Code { get; } = code;

    /// <summary>Bytes of one code: 1, 2 or 4.</summary>
    public int Width { get; } = width;

    public long Bytes => codes.LongLength + Code.Bytes;

    /// <summary>The first byte of a block.</summary>
    public ref byte Block(int block) => ref codes[block * ColumnBlock.Rows * Width];

    public int CodeOf(int row) => Width switch
    {
        1 => codes[row],
        2 => Unsafe.ReadUnaligned<ushort>(ref codes[row * 2]),
        _ => Unsafe.ReadUnaligned<int>(ref codes[row * 4]),
    };

    public FactValue Read(int row) => Code.ValueOf(CodeOf(row));

    /// <summary>The narrowest column that holds these codes.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="currency">Of money, its currency.</param>
    /// <param name="code">What the codes mean.</param>
    /// <param name="rows">A code for each customer.</param>
    public static FactColumn Of(Fact fact, string? currency, RankCode code, ReadOnlySpan<int> rows)
    {
        var width = PlanField.WidthOf((ulong)code.Most);
        var blocks = (rows.Length + ColumnBlock.Rows - 1) / ColumnBlock.Rows;
        var codes = new byte[blocks * ColumnBlock.Rows * width];
        for (var row = 0; row < rows.Length; row++)
        {
            if (width == 1)
            {
                codes[row] = (byte)rows[row];
            }
            else if (width == 2)
            {
                MemoryMarshal.Cast<byte, ushort>(codes.AsSpan())[row] = (ushort)rows[row];
            }
            else
            {
                MemoryMarshal.Cast<byte, int>(codes.AsSpan())[row] = rows[row];
            }
        }

        return new(fact, currency, code, width, codes);
    }
}
