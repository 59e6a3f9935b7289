namespace OmniChannel.Expressions;

/// <summary>Addresses: <c>ip('…')</c>, <c>isIP</c> and what an address is for.</summary>
internal static class AddressFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("ip", IpAddress.CelType, Parse, CelType.String),
        CelOverload.Global("isIP", CelType.Bool, IsAddress, CelType.String),
        CelOverload.Global("ip.isCanonical", CelType.Bool, IsCanonical, CelType.String),
        CelOverload.Global("string", CelType.String, Text, IpAddress.CelType),
        CelOverload.Member("family", CelType.Int, Family, IpAddress.CelType),
        Test("isUnspecified", address => address.IsUnspecified),
        Test("isLoopback", address => address.IsLoopback),
        Test("isGlobalUnicast", address => address.IsGlobalUnicast),
        Test("isLinkLocalMulticast", address => address.IsLinkLocalMulticast),
        Test("isLinkLocalUnicast", address => address.IsLinkLocalUnicast),
    ];

    public static CelValue NoAddress(in CelValue text)
        => CelValue.Error(CelErrorCode.InvalidArgument, $"'{Shown.Value(text)}' is no IP address");

    private static CelValue Parse(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IpAddress.TryParse(arguments[0].Text, out var address) ? CelValue.Opaque(address) : NoAddress(arguments[0]);

    private static CelValue IsAddress(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(IpAddress.TryParse(arguments[0].Text, out _));

    private static CelValue IsCanonical(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => IpAddress.TryParse(arguments[0].Text, out var address)
            ? CelValue.Bool(address.ToString() == arguments[0].Text)
            : NoAddress(arguments[0]);

    private static CelValue Text(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.String(ValueText.Of(arguments[0]));

    private static CelValue Family(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Int(((IpAddress)arguments[0].Foreign).IsV4 ? 4 : 6);

    private static CelOverload Test(string name, Func<IpAddress, bool> holds)
    {
        return CelOverload.Member(name, CelType.Bool, Apply, IpAddress.CelType);

        CelValue Apply(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Bool(holds((IpAddress)arguments[0].Foreign));
    }
}
