namespace OmniChannel.Expressions;

/// <summary>Networks: <c>cidr('…')</c> and what is inside one.</summary>
internal static class NetworkFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("cidr", IpNetwork.CelType, Parse, CelType.String),
        CelOverload.Global("isCIDR", CelType.Bool, IsNetwork, CelType.String),
        CelOverload.Global("string", CelType.String, Text, IpNetwork.CelType),
        CelOverload.Member("ip", IpAddress.CelType, Address, IpNetwork.CelType),
        CelOverload.Member("prefixLength", CelType.Int, PrefixLength, IpNetwork.CelType),
        CelOverload.Member("masked", IpNetwork.CelType, Masked, IpNetwork.CelType),
        CelOverload.Member("containsIP", CelType.Bool, ContainsAddress, IpNetwork.CelType, IpAddress.CelType),
        CelOverload.Member("containsIP", CelType.Bool, ContainsAddressText, IpNetwork.CelType, CelType.String),
        CelOverload.Member("containsCIDR", CelType.Bool, ContainsNetwork, IpNetwork.CelType, IpNetwork.CelType),
        CelOverload.Member("containsCIDR", CelType.Bool, ContainsNetworkText, IpNetwork.CelType, CelType.String),
    ];

    private static CelValue Parse(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IpNetwork.TryParse(arguments[0].Text, out var network) ? CelValue.Opaque(network) : NoNetwork(arguments[0]);

    private static CelValue IsNetwork(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(IpNetwork.TryParse(arguments[0].Text, out _));

    private static CelValue Text(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.String(ValueText.Of(arguments[0]));

    private static CelValue Address(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Opaque(Network(arguments[0]).Address);

    private static CelValue PrefixLength(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(Network(arguments[0]).Prefix);

    private static CelValue Masked(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var network = Network(arguments[0]);
        return CelValue.Opaque(new IpNetwork(network.Address.Masked(network.Prefix), network.Prefix));
    }

    private static CelValue ContainsAddress(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(Network(arguments[0]).Contains((IpAddress)arguments[1].Foreign));

    private static CelValue ContainsAddressText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IpAddress.TryParse(arguments[1].Text, out var address)
            ? CelValue.Bool(Network(arguments[0]).Contains(address))
            : AddressFunctions.NoAddress(arguments[1]);

    private static CelValue ContainsNetwork(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(Network(arguments[0]).Contains(Network(arguments[1])));

    private static CelValue ContainsNetworkText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IpNetwork.TryParse(arguments[1].Text, out var network)
            ? CelValue.Bool(Network(arguments[0]).Contains(network))
            : NoNetwork(arguments[1]);

    private static IpNetwork Network(in CelValue value) => (IpNetwork)value.Foreign;

    private static CelValue NoNetwork(in CelValue text)
        => CelValue.Error(CelErrorCode.InvalidArgument, $"'{Shown.Value(text)}' is no network; expected an address, '/' and the length of the prefix");
}
