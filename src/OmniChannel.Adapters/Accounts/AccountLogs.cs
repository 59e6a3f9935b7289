using Microsoft.Extensions.Logging;

namespace OmniChannel.Accounts;

/// <summary>What accounts say at start.</summary>
internal static partial class AccountLogs
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Provider} account {Account} may call private networks and this machine (AllowPrivateNetworks)")]
    public static partial void PrivateNetworksAllowed(ILogger logger, string provider, string account);
}
