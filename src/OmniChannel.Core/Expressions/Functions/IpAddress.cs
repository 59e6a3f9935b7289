using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Expressions;

/// <summary>An IPv4 or IPv6 address, named <c>net.IP</c>. Zones and IPv4 inside IPv6 are none.</summary>
internal sealed class IpAddress : CelOpaque, IEquatable<IpAddress>
{
    private readonly IPAddress _address;

    private IpAddress(IPAddress address)
    {
        _address = address;
        Octets = address.GetAddressBytes();
    }

    public static CelType CelType { get; } = CelType.Opaque("net.IP");

    public override CelType Type => CelType;

    public byte[] Octets { get; }

    public bool IsV4 => Octets.Length == 4;

    public bool IsUnspecified => Octets.All(octet => octet == 0);

    public bool IsLoopback => IPAddress.IsLoopback(_address);

    public bool IsLinkLocalUnicast => IsV4 ? Octets is [169, 254, ..] : Octets[0] == 0xFE && (Octets[1] & 0xC0) == 0x80;

    public bool IsLinkLocalMulticast => IsV4 ? Octets is [224, 0, 0, _] : Octets[0] == 0xFF && (Octets[1] & 0x0F) == 2;

    public bool IsGlobalUnicast => !IsUnspecified && !IsLoopback && !IsLinkLocalUnicast && !IsMulticast && Octets is not [255, 255, 255, 255];

    private bool IsMulticast => IsV4 ? (Octets[0] & 0xF0) == 224 : Octets[0] == 0xFF;

    public static bool TryParse(string text, [NotNullWhen(true)] out IpAddress? address)
    {
        address = null;
        var plain = text.Length <= 45 && text.All(c => char.IsAsciiHexDigit(c) || c is '.' or ':')
            && (text.Contains(':', StringComparison.Ordinal) || IsPlainV4(text));
        if (!plain || !IPAddress.TryParse(text, out var parsed) || parsed.IsIPv4MappedToIPv6)
        {
            return false;
        }

        address = new(parsed);
        return true;
    }

    /// <summary>The first address of the network with so many leading bits.</summary>
    public IpAddress Masked(int prefix)
    {
        var octets = new byte[Octets.Length];
        for (var bit = 0; bit < prefix; bit++)
        {
            octets[bit / 8] |= (byte)(Octets[bit / 8] & (0x80 >> (bit % 8)));
        }

        return new(new IPAddress(octets));
    }

    public bool Equals(IpAddress? other) => other is not null && Octets.AsSpan().SequenceEqual(other.Octets);

    public override bool Equals(object? obj) => Equals(obj as IpAddress);

    public override int GetHashCode() => _address.GetHashCode();

    public override string ToString() => _address.ToString();

    /// <summary>Four decimal numbers without leading zeros: the framework also reads fewer, octal and hexadecimal ones.</summary>
    private static bool IsPlainV4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
    }
}
