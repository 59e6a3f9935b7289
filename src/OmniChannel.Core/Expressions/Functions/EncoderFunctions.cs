using System.Buffers.Text;

namespace OmniChannel.Expressions;

/// <summary><c>base64.encode</c> and <c>base64.decode</c>; padding may be missing when decoding.</summary>
internal static class EncoderFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("base64.encode", CelType.String, Encode, CelType.Bytes),
        CelOverload.Global("base64.decode", CelType.Bytes, Decode, CelType.String),
    ];

    private static CelValue Encode(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => budget.TryTakeSize(2L * arguments[0].Octets.Length) ? CelValue.String(Convert.ToBase64String(arguments[0].Octets)) : budget.Exceeded();

    private static CelValue Decode(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        if (!budget.TryTakeSize(text.Length + 4))
        {
            return budget.Exceeded();
        }

        var padded = text.Length % 4 == 0 || text.EndsWith('=') ? text : text.PadRight(text.Length + 4 - (text.Length % 4), '=');
        return Base64.IsValid(padded, out var length) && !padded.Any(char.IsWhiteSpace) && Filled(padded, length) is { } octets
            ? CelValue.OwnedBytes(octets)
            : CelValue.Error(CelErrorCode.InvalidArgument, "the text is not base64");
    }

    private static byte[]? Filled(string text, int length)
    {
        var octets = new byte[length];
        return Convert.TryFromBase64String(text, octets, out var written) && written == length ? octets : null;
    }
}
