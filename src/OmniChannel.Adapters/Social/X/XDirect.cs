using OmniChannel.Messaging;

namespace OmniChannel.Social;

/// <summary>The channel "x-direct": direct messages on X.</summary>
internal static class XDirect
{
    public const int MaxText = 10_000;

    public static ChannelDefinition Definition { get; } = DirectMessages.On("x-direct", "direct messages on X", MaxText) with
    {
        Audience = new() { AgeFrom = 20, AgeTo = 50, PriorConversion = 0.02 },
    };
}
