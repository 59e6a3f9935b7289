using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>An address with the length of its network's prefix, named <c>net.CIDR</c>; bits behind the prefix are kept.</summary>
internal sealed class IpNetwork : CelOpaque, IEquatable<IpNetwork>
{
    public IpNetwork(IpAddress address, int prefix)
    {
        Address = address;
        Prefix = prefix;
    }

    public static CelType CelType { get; } = CelType.Opaque("net.CIDR");

    public override CelType Type => CelType;

    public IpAddress Address { get; }

    public int Prefix { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out IpNetwork? network)
    {
        network = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || text.Length - slash > 4 || (text.Length - slash > 2 && text[slash + 1] == '0')
            || prefix > address.Octets.Length * 8)
        {
            return false;
        }

        network = new(address, prefix);
        return true;
    }

    public bool Contains(IpAddress address) => address.IsV4 == Address.IsV4 && address.Masked(Prefix).Equals(Address.Masked(Prefix));

    public bool Contains(IpNetwork network) => network.Prefix >= Prefix && Contains(network.Address);

    public bool Equals(IpNetwork? other) => other is not null && Prefix == other.Prefix && Address.Equals(other.Address);

    public override bool Equals(object? obj) => Equals(obj as IpNetwork);

    public override int GetHashCode() => HashCode.Combine(Address, Prefix);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Prefix}");
}
