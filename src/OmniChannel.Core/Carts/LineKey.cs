using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>Which line of a cart: 128 bits of the hash of tenant, variant, canonical attributes, fulfilment and price override. The same item has the same key in every cart of a tenant, on every machine.</summary>
public readonly record struct LineKey
{
    private readonly ulong high;
    private readonly ulong low;

    internal LineKey(ulong high, ulong low)
    {
        this.high = high;
        this.low = low;
    }

    /// <summary>The key of an item, as 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
    }

    internal static LineKey Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt64BigEndian(source), BinaryPrimitives.ReadUInt64BigEndian(source[8..]));

    /// <summary>The key of an item that <see cref="ItemCheck"/> has passed. Every part is written with its length, so no two items give the same bytes.</summary>
    internal static LineKey Of(TenantId tenant, CartItem item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string?>)[tenant.Value, item.Variant, item.Attributes, item.PickupStore, item.PriceOverride?.ToString(), item.IsSaved ? "saved" : null, item.Apart])
        {
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Read(digest);
    }
}
