namespace OmniChannel;

/// <summary>Whether what is to be recorded can be: misuse throws before anything is opened.</summary>
internal static class RecordChecks
{
    private const int MaxName = 200;
    private const int MaxData = 100;

    public static void Check(Touchpoint touchpoint)
    {
        ArgumentNullException.ThrowIfNull(touchpoint);
        Named(touchpoint.Source, "source");
        Named(touchpoint.Id, "id");
        Require(touchpoint.Customer != default, "The touchpoint names no customer.");
        Require(touchpoint.Type != default, "The touchpoint has no type, such as TouchpointType.SiteVisited.");
        Require(touchpoint.Channel != default(Channel), "The touchpoint's channel names nothing; pass null for none.");
        Require(touchpoint.Data.Count <= MaxData, $"The touchpoint has {touchpoint.Data.Count} data entries; at most {MaxData} are allowed.");
    }

    public static void Check(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Named(receipt.Source, "source");
        Named(receipt.Id, "id");
        Require(receipt.Delivery != default, "The receipt names no delivery.");
        Require(Enum.IsDefined(receipt.Kind), $"{receipt.Kind} is no kind of receipt.");
    }

    public static void Check(CustomerId customer, ConsentRecord consent)
    {
        ArgumentNullException.ThrowIfNull(consent);
        Require(customer != default, "The consent is of no customer.");
        Require(consent.Purpose != default && consent.Channel != default, "A consent names a purpose and a channel.");
        Named(consent.Source, "source");
    }

    private static void Named(string? value, string what) =>
        Require(value is { Length: > 0 and <= MaxName }, $"The {what} has {value?.Length ?? 0} characters; it has 1 to {MaxName}.");

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException(problem);
        }
    }
}
