namespace OmniChannel;

/// <summary>How much a cart holds.</summary>
internal static class CartLimits
{
    public const int MaxQuantity = 9_999;
    public const int MaxLines = 500;
    public const int MaxCodes = 50;
    public const int MaxName = 64;
    public const int MaxValue = 4_000;
}
