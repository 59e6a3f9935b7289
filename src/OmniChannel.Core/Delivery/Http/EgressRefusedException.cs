namespace OmniChannel.Delivery;

/// <summary>The gate let nobody through; it travels inside the HttpRequestException of the client.</summary>
internal sealed class EgressRefusedException() : IOException(Problem)
{
    internal const string Problem =
        "The endpoint's name leads only to private, loopback or reserved addresses, which are refused. If that is meant, set AllowPrivateNetworks for this account.";
}
