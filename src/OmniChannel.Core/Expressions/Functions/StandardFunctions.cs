namespace OmniChannel.Expressions;

/// <summary>Every function that an environment has without being asked, by family.</summary>
internal static class StandardFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        .. Conversions.All, .. NumberConversions.All, .. SizeFunctions.All, .. TextFunctions.All, .. TimeFunctions.All,
        .. StringFunctions.All, .. StringEdits.All, .. StringSplits.All, .. Format.All,
        .. MathFunctions.All, .. MathExtremes.All, .. BitFunctions.All,
        .. OptionalFunctions.All, .. EncoderFunctions.All, .. AddressFunctions.All, .. NetworkFunctions.All,
    ];

    public static IEnumerable<CelType> Types => [IpAddress.CelType, IpNetwork.CelType];
}
